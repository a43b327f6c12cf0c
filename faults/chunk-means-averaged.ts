// A row longer than a thread block is reduced by several; the mean of their means is taken, although the last block is not full.

import type { Fault } from "../src/contract/fault.ts";
import { correct, type KernelRow, layerNormOf, sum } from "./parts/layer-norm.ts";

/** Elements that one thread block takes. */
const block = 1024;

function blockMeans(row: KernelRow): number {
  const means: number[] = [];
  for (let start = 0; start < row.n; start += block) {
    const x = row.x.subarray(start, start + block);
    means.push(correct.mean({ ...row, x, n: x.length }));
  }
  return row.round(sum(means, row.round) / means.length);
}

export default {
  id: "chunk-means-averaged",
  group: "variance",
  description: "unweighted mean of the means of blocks of 1024: right up to there, and for every multiple of it",
  property: "zero-mean",
  minimum: { cols: 1025 },
  create: () => layerNormOf({ id: "chunk-means-averaged", format: "bf16" }, { mean: blockMeans }),
} satisfies Fault;
