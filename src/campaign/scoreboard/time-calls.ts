// How long the calls of an implementation take, to the caller: with everything between them and the kernel, as a user of it would pay.

import { adaptBatch } from "../../contract/adapt.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { resolveContract } from "../../contract/resolve.ts";
import { epsilonDefault } from "../../rows/epsilon.ts";
import { randomFrom } from "../../rows/random.ts";

export interface CallTiming {
  /** Of each call. */
  readonly rows: number;
  readonly cols: number;
  readonly calls: number;
  /** Of the fastest call: what else the machine does only adds to it. */
  readonly microsecondsPerRow: number;
}

/** The width of BERT-base and GPT-2, and as many rows as a watch still records of a call. */
const cols = 768;
const rows = 128;
const warmUp = 3;
const callsMax = 60;
const secondsMax = 1;

/** Undefined where a call fails. */
export async function timeCalls(implementation: LayerNormImplementation): Promise<CallTiming | undefined> {
  const { storage } = resolveContract(implementation);
  const { fixed = {} } = implementation;
  const random = randomFrom(768);
  const size = { rows: fixed.rows ?? rows, cols: fixed.cols ?? cols };
  const values = (length: number, around: number) => Float64Array.from({ length }, () => storage.round(around + random.normal()));
  const batch = adaptBatch({ ...size, eps: epsilonDefault, x: values(size.rows * size.cols, 0), gamma: values(size.cols, 1), beta: values(size.cols, 0) }, fixed, storage);
  const shape = { rows: batch.rows, cols: batch.cols, eps: batch.eps, gamma: batch.gamma, beta: batch.beta };
  const took: number[] = [];
  const begun = performance.now();
  try {
    for (let call = 0; call < warmUp + callsMax; call++) {
      const before = performance.now();
      await implementation.forward(batch.x, shape);
      if (call >= warmUp) took.push(performance.now() - before);
      if (took.length > 0 && performance.now() - begun > secondsMax * 1000) break;
    }
  } catch {
    return undefined;
  }
  const fastest = Math.min(...took);
  return { rows: batch.rows, cols: batch.cols, calls: took.length, microsecondsPerRow: Number(((1000 * fastest) / batch.rows).toPrecision(3)) };
}
