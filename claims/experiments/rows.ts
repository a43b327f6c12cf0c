// Rows as examples make them: normal noise of a size, around an offset, rounded into a format or not.

import type { Format } from "../../src/formats/format.ts";
import { randomFrom } from "../../src/rows/random.ts";

export interface NormalRow {
  readonly seed: string;
  readonly n: number;
  /** Standard deviation of the noise. */
  readonly size: number;
  readonly offset?: number | undefined;
}

/** offset + size·z, z about normal. Doubles. */
export function normalRow({ seed, n, size, offset = 0 }: NormalRow): Float64Array {
  const random = randomFrom(seed);
  return Float64Array.from({ length: n }, () => offset + size * random.normal());
}

/** Every value to the nearest of the format: what a conversion does, ±Infinity included. */
export function cast(x: ArrayLike<number>, format: Format): Float64Array {
  return Float64Array.from(x, format.round);
}
