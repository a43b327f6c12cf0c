// Calls the backward pass of an implementation and believes nothing, as invoke.ts does with the forward one: copies in, checked copies out.

import type { Contract } from "../bounds/contract.ts";
import type { Batch } from "../oracle/row.ts";
import { Call, type CallOutcome } from "./call.ts";
import type { BackwardShape, LayerNormImplementation } from "./implementation.ts";
import { failed, isPromise, read, same, threw } from "./invoke.ts";
import { received, thrown } from "./received.ts";

/**
 * One call of `backward` on a batch that carries dy. What goes wrong is the `failure` of the Call, not thrown. A promise only where the
 * implementation answers with one; it never rejects. Throws a RangeError for a batch with another number of dy than of x: no kernel can be
 * blamed for that.
 */
export function invokeBackward(implementation: LayerNormImplementation, contract: Contract, batch: Batch): Call | Promise<Call> {
  const { rows, cols, eps, dy } = batch;
  if (dy !== undefined && dy.length !== batch.x.length) throw new RangeError(`a batch of ${rows} × ${cols} carries ${dy.length} values of dy`);
  const copies = { x: batch.x.slice(), gamma: batch.gamma?.slice(), dy: dy?.slice() ?? new Float64Array(rows * cols) };
  const shape: BackwardShape = { rows, cols, eps, gamma: copies.gamma };
  const conclude = (outcome: CallOutcome) => new Call(batch, contract, { ...outcome, mutated: mutated(batch, copies) });
  const ended = (error: unknown) => conclude(threw("backward", error, []));
  try {
    if (implementation.backward === undefined) throw new TypeError("there is no backward");
    const answer: unknown = implementation.backward(copies.dy, copies.x, shape);
    if (isPromise(answer)) return Promise.resolve(answer).then((settled: unknown) => conclude(readGradients(settled, rows, cols)), ended);
    return conclude(readGradients(answer, rows, cols));
  } catch (error) {
    return ended(error);
  }
}

function mutated(batch: Batch, copies: { readonly x: Float64Array; readonly gamma: Float64Array | undefined; readonly dy: Float64Array }): readonly string[] {
  return (["x", "gamma", "dy"] as const).filter((name) => !same(batch[name], copies[name]));
}

/** dx, dγ and dβ, each checked and copied. */
function readGradients(answer: unknown, rows: number, cols: number): CallOutcome {
  try {
    if (typeof answer !== "object" || answer === null) return failed("not-numbers", `backward returned ${received(answer)}, not an object { dx, dgamma, dbeta }`, []);
    const given = answer as Record<string, unknown>;
    const dx = readOne(given.dx, "dx", rows, cols);
    const dgamma = given.dgamma === undefined || given.dgamma === null ? undefined : readOne(given.dgamma, "dgamma", 1, cols);
    const dbeta = given.dbeta === undefined || given.dbeta === null ? undefined : readOne(given.dbeta, "dbeta", 1, cols);
    for (const one of [dx, dgamma, dbeta]) if (one?.failure !== undefined) return one;
    return { y: dx.y, gradients: { dx: dx.y, dgamma: dgamma?.y, dbeta: dbeta?.y } };
  } catch (error) {
    return failed("not-numbers", `backward returned an object that throws when it is read: ${thrown(error)}`, []);
  }
}

function readOne(values: unknown, name: string, rows: number, cols: number): CallOutcome {
  const outcome = read(values, rows, cols);
  const { failure } = outcome;
  return failure === undefined ? outcome : { ...outcome, failure: { ...failure, message: failure.message.replace(/^forward returned/, `backward returned a ${name} of`) } };
}
