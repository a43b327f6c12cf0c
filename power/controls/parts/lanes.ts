// How SIMD units, warps and blocks reduce a row: interleaved partial results, then a tree that folds the upper half of the lanes onto the lower.

/** Which elements a lane takes: `width` consecutive ones at a time, then those `lanes · width` further on. */
export interface Lanes {
  readonly lanes: number;
  readonly width?: number;
}

/** One accumulator per lane, each fed its own elements in order; `step` gets what the lane holds and the index of the next element. */
export function partials<T>(length: number, { lanes, width = 1 }: Lanes, zero: () => T, step: (held: T, index: number) => T): T[] {
  const held = Array.from({ length: lanes }, zero);
  for (let i = 0; i < length; i++) {
    const lane = Math.floor(i / width) % lanes;
    held[lane] = step(held[lane], i);
  }
  return held;
}

/** Lane i takes in lane i + half, then i + quarter …: the shuffle-down of a warp. A power of two of lanes, one at least. */
export function foldHalves<T>(lanes: readonly T[], combine: (lower: T, upper: T) => T): T {
  let held = lanes;
  while (held.length > 1) {
    const half = held.length / 2;
    held = held.slice(0, half).map((lower, i) => combine(lower, held[half + i]));
  }
  return held[0];
}

/** Neighbours first, then neighbouring pairs …: the shuffle-xor of a warp with rising masks. A power of two of lanes. */
export function foldNeighbours<T>(lanes: readonly T[], combine: (lower: T, upper: T) => T): T {
  let held = lanes;
  while (held.length > 1) held = Array.from({ length: held.length / 2 }, (_, i) => combine(held[2 * i], held[2 * i + 1]));
  return held[0];
}
