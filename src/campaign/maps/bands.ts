// The axes of a map, from the format alone: fine where LayerNorm changes from band to band, coarse where only the exponent does.

import { exponentOf } from "../../formats/exponent.ts";
import type { Format } from "../../formats/format.ts";
import { exponentLowest } from "../../rows/magnitude.ts";
import type { MapBand } from "./maps.ts";

/** Below 2^-9 = √(2^-18) the usual ε, 1e-5 ≈ 2^-16.6, outweighs every variance: κ is 1 whatever the row. */
const epsilonExponent = -9;
/** Bands of κ on the map, at most. */
const conditionsMax = 28;

/**
 * From which binade on rows of every κ exist: a constant row has κ = |x|/√ε ≈ 2^8.3·|x|, and a little beyond 2^precision only constant rows are left.
 */
export function exponentOfAnyCondition({ precision }: Format): number {
  return precision - 6;
}

/** Bands of the largest |x| of a row, over all binades of the format. */
export function magnitudeBands(format: Format): readonly MapBand[] {
  const { exponentMin, exponentMax } = format;
  const any = exponentOfAnyCondition(format);
  // Squares pass the largest number of a format here, sums of a few squares a binade or two below, sums of values in the last binades.
  const half = (exponentMax + 1) / 2;
  return [
    ...divided(exponentLowest(format), exponentMin - 1, 1),
    ...divided(exponentMin, epsilonExponent, 3),
    ...divided(epsilonExponent + 1, any, 14),
    ...divided(any + 1, half - 3, 4),
    ...divided(half - 2, half - 1, 2),
    ...divided(half, exponentMax - 3, 5),
    ...divided(exponentMax - 2, exponentMax, 3),
  ];
}

/** Bands of κ, each `step` octaves wide; the last one takes in what only constant rows reach. */
export function conditionBands({ precision }: Format, step = 1): readonly MapBand[] {
  const own = step * Math.ceil((precision + 2) / conditionsMax);
  const bands: MapBand[] = [];
  for (let first = 0; first <= precision + 1; first += own) bands.push({ first, last: first + own - 1 });
  return [...bands, { first: bands.at(-1)!.last! + 1 }];
}

/** The index of the band that a value lies in; what is below the first band counts as in it. */
export function bandOf(value: number, bands: readonly MapBand[]): number {
  const exponent = exponentOf(value);
  let index = 0;
  while (index + 1 < bands.length && exponent >= bands[index + 1]!.first) index++;
  return index;
}

/** `first` to `last` in at most `most` bands of equal widths, the last one cut short; none when it is empty. */
function divided(first: number, last: number, most: number): MapBand[] {
  const width = Math.ceil((last - first + 1) / most);
  const bands: MapBand[] = [];
  for (let from = first; from <= last; from += width) bands.push({ first: from, last: Math.min(from + width - 1, last) });
  return bands;
}
