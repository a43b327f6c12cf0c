// What most families end with: their one row, with ε and affine parameters that are not the point of the family.

import type { Batch } from "../oracle/row.ts";
import { affineFrom, columns } from "./affine.ts";
import { epsilonAboveZero, epsilonFrom } from "./epsilon.ts";
import type { GenerateOptions, Random } from "./family.ts";
import { finite } from "./magnitude.ts";

/** A batch of one row of n elements, each `value(i)` rounded into the storage format, with an ordinary ε and affine step. */
export function singleRow(random: Random, { storage }: GenerateOptions, n: number, value: (i: number) => number): Batch {
  const x = columns(n, (i) => finite(storage, value(i)));
  return { rows: 1, cols: n, x, eps: epsilonFrom(random), ...affineFrom(random, storage, n) };
}

/** The same with ε > 0, for rows that may be constant: without ε they would have no answer. */
export function singleConstantRow(random: Random, options: GenerateOptions, n: number, value: (i: number) => number): Batch {
  return { ...singleRow(random, options, n, value), eps: epsilonAboveZero(random) };
}
