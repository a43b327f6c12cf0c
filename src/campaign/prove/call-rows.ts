// Calls an implementation with thousands of rows, believing as little as `invoke` does, in the time of a copy of the inputs and one of
// the outputs: in a proof every nanosecond a row counts.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { isPromise, read } from "../../contract/invoke.ts";
import { thrown } from "../../contract/received.ts";
import type { Batch } from "../../oracle/row.ts";

/** A call that gave no usable answer. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly batch: Batch;

  constructor(message: string, batch: Batch) {
    super(message);
    this.batch = batch;
  }
}

export interface RowCalls {
  readonly implementation: LayerNormImplementation;
  readonly cols: number;
  readonly eps: number;
}

/** Writes the outputs for the rows in x to y; a promise only where the implementation answers with one. Throws, or rejects with, CallFailed. */
export function callRows(calls: RowCalls, x: Float64Array, y: Float64Array): void | Promise<void> {
  const rows = calls.implementation.fixed?.rows;
  return rows === undefined || x.length === rows * calls.cols ? callOnce(calls, x, y) : callInParts(calls, x, { y, length: rows * calls.cols });
}

function callOnce({ implementation, cols, eps }: RowCalls, x: Float64Array, y: Float64Array): void | Promise<void> {
  const rows = x.length / cols;
  const fail = (message: string): never => {
    throw new CallFailed(message, { rows, cols, eps, x: x.slice() });
  };
  let answer: unknown;
  try {
    answer = implementation.forward(x.slice(), { rows, cols, eps, gamma: undefined, beta: undefined });
  } catch (error) {
    return fail(`forward threw ${thrown(error)}`);
  }
  if (answer instanceof Float64Array && answer.length === x.length) {
    y.set(answer);
    return;
  }
  const accept = (value: unknown) => {
    const { y: outputs, failure } = read(value, rows, cols);
    if (failure !== undefined) fail(failure.message);
    y.set(outputs);
  };
  if (!isPromise(answer)) return accept(answer);
  return Promise.resolve(answer).then(accept, (error: unknown) => fail(`forward threw ${thrown(error)}`));
}

/** Calls of a fixed length; the last is filled up with rows from its beginning. */
async function callInParts(calls: RowCalls, x: Float64Array, { y, length }: { readonly y: Float64Array; readonly length: number }): Promise<void> {
  const outputs = new Float64Array(length);
  for (let from = 0; from < x.length; from += length) {
    const part = Float64Array.from({ length }, (_, i) => x[(from + i) % x.length]);
    await callOnce(calls, part, outputs);
    y.set(outputs.subarray(0, Math.min(length, x.length - from)), from);
  }
}
