// Ordinary rows for benchmarks: seeded, of no particular difficulty.

import type { Format } from "../src/formats/format.ts";

/** Uniform numbers in [0, 1) from a seed: Lehmer's generator with the multiplier of Park and Miller (1993). */
export function random(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** x in (−4, 4), γ in (0.5, 1.5), β in (−0.5, 0.5), rounded to the format. */
export function randomRow(n: number, format: Format, next: () => number): { x: Float64Array; gamma: Float64Array; beta: Float64Array } {
  const fill = (scale: number, offset: number): Float64Array => Float64Array.from({ length: n }, () => format.round((next() - 0.5) * scale + offset));
  return { x: fill(8, 0), gamma: fill(1, 1), beta: fill(1, 0) };
}
