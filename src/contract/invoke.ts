// Calls an implementation and believes nothing: it gets copies of the inputs, and its answer is checked and copied before anyone
// judges it. The way of a typed answer that comes at once is the hot loop of every run.

import type { Contract } from "../bounds/contract.ts";
import { doubles } from "../oracle/doubles.ts";
import type { Batch } from "../oracle/row.ts";
import { Call, type CallFailure } from "./call.ts";
import { CallLost } from "./call-lost.ts";
import type { ForwardShape, LayerNormImplementation } from "./implementation.ts";
import { received, thrown } from "./received.ts";
import type { StageObserver } from "./stage.ts";

/** The getter of every typed array's length. */
const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Float64Array.prototype), "length")!.get!;
const nothing = new Float64Array(0);
const untouched: readonly string[] = [];

export interface InvokeOptions {
  /** A call of the same batch by another implementation: what is known about the rows whatever answers is taken from it. */
  readonly solved?: Call | undefined;
  /** What the implementation may tell its stages. */
  readonly trace?: StageObserver | undefined;
}

const plain: InvokeOptions = {};

/**
 * One call of `forward`. Never throws: what goes wrong is the `failure` of the Call, and inputs that were changed are its `mutated`.
 * A promise only where the implementation answers with one; it never rejects.
 */
export function invoke(implementation: LayerNormImplementation, contract: Contract, batch: Batch, { solved, trace }: InvokeOptions = plain): Call | Promise<Call> {
  const { rows, cols, eps } = batch;
  const x = new Float64Array(batch.x);
  const gamma = batch.gamma && new Float64Array(batch.gamma);
  const beta = batch.beta && new Float64Array(batch.beta);
  const shape: ForwardShape = trace === undefined ? { rows, cols, eps, gamma, beta } : { rows, cols, eps, gamma, beta, trace };
  let answer: unknown;
  try {
    answer = implementation.forward(x, shape);
    if (isPromise(answer)) return settle(answer, contract, batch, { x, gamma, beta }, solved);
  } catch (error) {
    return new Call(batch, contract, threw("forward", error, mutations(batch, x, gamma, beta)), solved);
  }
  return new Call(batch, contract, read(answer, rows, cols, mutations(batch, x, gamma, beta)), solved);
}

interface Copies {
  readonly x: Float64Array;
  readonly gamma: Float64Array | undefined;
  readonly beta: Float64Array | undefined;
}

/** The outputs, or why there are none. */
export interface Outcome {
  readonly y: Float64Array;
  readonly failure: CallFailure | undefined;
  readonly mutated: readonly string[];
}

async function settle(answer: PromiseLike<unknown>, contract: Contract, batch: Batch, { x, gamma, beta }: Copies, solved: Call | undefined): Promise<Call> {
  let outcome: Outcome;
  try {
    const y = await answer;
    outcome = read(y, batch.rows, batch.cols, mutations(batch, x, gamma, beta));
  } catch (error) {
    outcome = threw("forward", error, mutations(batch, x, gamma, beta));
  }
  return new Call(batch, contract, outcome, solved);
}

/** Whether something will answer later. */
export function isPromise(answer: unknown): answer is PromiseLike<unknown> {
  if (answer instanceof Float64Array) return false;
  return typeof answer === "object" && answer !== null && typeof (answer as { then?: unknown }).then === "function";
}

function mutations(batch: Batch, x: Float64Array, gamma: Float64Array | undefined, beta: Float64Array | undefined): readonly string[] {
  const xSame = same(batch.x, x);
  const gammaSame = same(batch.gamma, gamma);
  const betaSame = same(batch.beta, beta);
  if (xSame && gammaSame && betaSame) return untouched;
  return [...(xSame ? [] : ["x"]), ...(gammaSame ? [] : ["gamma"]), ...(betaSame ? [] : ["beta"])];
}

/** Bitwise, but for the payload of NaN. A copy whose buffer was transferred away has length 0 and counts as changed. */
export function same(original: Float64Array | undefined, copy: Float64Array | undefined): boolean {
  if (original === undefined || copy === undefined) return true;
  if (copy.length !== original.length) return false;
  for (let i = 0; i < original.length; i++) {
    const [a, b] = [original[i], copy[i]];
    // Object.is, written out for the loop: it is a call.
    if (a === b ? a === 0 && 1 / a !== 1 / b : a === a || b === b) return false;
  }
  return true;
}

/** What was answered, checked and copied. */
export function read(answer: unknown, rows: number, cols: number, mutated: readonly string[] = untouched): Outcome {
  try {
    if (!(answer instanceof Float64Array)) return readAny(answer, rows, cols, mutated);
    // Its own fields may say what they like: only the length that the engine knows, and a copy, can be trusted.
    const y = ArrayBuffer.isView(answer) && lengthOf.call(answer) === rows * cols ? copied(answer, rows * cols) : new Float64Array(answer);
    return y.length === rows * cols ? { y, failure: undefined, mutated } : wrongLength(y.length, rows, cols, mutated);
  } catch (error) {
    return failed("not-numbers", `forward returned an array that throws when it is read: ${thrown(error)}`, mutated);
  }
}

function copied(answer: Float64Array, length: number): Float64Array {
  const y = doubles(length);
  y.set(answer);
  return y;
}

function readAny(answer: unknown, rows: number, cols: number, mutated: readonly string[]): Outcome {
  const length = typeof answer === "object" && answer !== null ? (answer as { length?: unknown }).length : undefined;
  if (typeof length !== "number") return failed("not-numbers", `forward returned ${received(answer)}, not an array of numbers`, mutated);
  if (length !== rows * cols) return wrongLength(length, rows, cols, mutated);
  const y = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value: unknown = (answer as ArrayLike<unknown>)[i];
    if (typeof value !== "number") return failed("not-numbers", `forward returned ${received(value)} at index ${i}, not a number`, mutated);
    y[i] = value;
  }
  return { y, failure: undefined, mutated };
}

function wrongLength(length: number, rows: number, cols: number, mutated: readonly string[]): Outcome {
  return failed("wrong-length", `forward returned ${length} ${length === 1 ? "value" : "values"} for ${rows} × ${cols} = ${rows * cols}`, mutated);
}

/** Of a call that was lost with its program, or that threw. */
export function threw(call: "forward" | "backward", error: unknown, mutated: readonly string[]): Outcome {
  if (error instanceof CallLost) return failed(error.kind, `${call} ${error.message}`, mutated);
  return failed("throws", `${call} threw ${thrown(error)}`, mutated);
}

export function failed(kind: CallFailure["kind"], message: string, mutated: readonly string[]): Outcome {
  return { y: nothing, failure: { kind, message }, mutated };
}
