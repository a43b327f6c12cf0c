// What Chan's bound needs to know about a length and a contract, whatever the row: the depth of the tree and its roundings.

import { arithmeticOf } from "./arithmetic.ts";
import type { Contract } from "./contract.ts";
import { decay, growth } from "./growth.ts";
import { summationHeight } from "./summation.ts";

export interface ChanConstants {
  /** q: δ, the weight (a quotient or a product with 1/n) and their product, rounded. */
  readonly merge: number;
  /** The mean depth of the leaves, at most. */
  readonly depth: number;
  /** The errors of the children that come back, as a share. */
  readonly feedback: number;
  /** sqrt(log2 n + 1), and the merges' share of underflows, 4 + log2 n. */
  readonly misplacement: number;
  readonly underflows: number;
  /** Growth and decay of the roundings of M2. */
  readonly momentGrowth: number;
  readonly momentDecay: number;
  /** T(6). */
  readonly growth6: number;
}

export function chanConstants({ accumulator, arithmetic, summation }: Contract, n: number, divisions: number): ChanConstants {
  const { u, division } = arithmeticOf(accumulator, arithmetic);
  const countRoundings = n > 2 ** accumulator.precision ? 2 : 0;
  const merge = growth(2 + division + countRoundings, u);
  const depth = Math.min(((n - 1) * (n + 2)) / (2 * n), summationHeight(summation, n));
  const roundings = n + 4 + division + divisions + countRoundings;
  return {
    merge,
    depth,
    feedback: depth * (2 * merge + u),
    misplacement: Math.sqrt(Math.log2(n) + 1),
    underflows: 4 + Math.log2(n),
    momentGrowth: growth(roundings, u),
    momentDecay: decay(roundings, u),
    growth6: growth(6, u),
  };
}
