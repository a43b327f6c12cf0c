// Partial statistics of blocks, merged by the formulas of Chan, Golub & LeVeque (1979), as SIMD lanes, warps and thread blocks do. The merge
// is exchangeable.

import { type KernelRow, type Round, squares, sum } from "./layer-norm.ts";
import type { Moments } from "./moments.ts";

/** Of one block: its length, mean, and sum of squared deviations. */
export interface Block {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export type Merge = (a: Block, b: Block, round: Round) => Block;

export const merge: Merge = (a, b, round) => {
  const count = a.count + b.count;
  const delta = round(b.mean - a.mean);
  const share = round(b.count / count);
  return {
    count,
    mean: round(a.mean + round(delta * share)),
    squares: round(round(a.squares + b.squares) + round(round(delta * delta) * round(a.count * share))),
  };
};

/** Blocks of `size` elements, each by two passes, merged from left to right. */
export function blocksOf(size: number, mergeWith: Merge): (row: KernelRow) => Moments {
  return ({ x, n, round }) => {
    let all: Block | undefined;
    for (let start = 0; start < n; start += size) {
      const block = x.subarray(start, start + size);
      const mean = round(sum(block, round) / block.length);
      const own = { count: block.length, mean, squares: sum(squares(block, mean, round), round) };
      all = all === undefined ? own : mergeWith(all, own, round);
    }
    return { mean: all!.mean, variance: round(all!.squares / n) };
  };
}
