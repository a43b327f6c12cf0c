// Sizes of numbers: every binade of a format equally often, because faults live at the far ends of the range, with a share kept for
// the sizes that networks have.

import { powerOfTwo } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import type { Random } from "./family.ts";

/** Exponent of the smallest positive number of a format. */
export function exponentLowest(format: Format): number {
  return format.exponentMin - format.precision + 1;
}

/** A binade: uniform over the format's, subnormal ones included, or (2 of 5 times) an ordinary one, 2^-10 to 2^10. */
export function exponentFrom(random: Random, format: Format): number {
  const [lowest, highest] = [exponentLowest(format), format.exponentMax];
  if (random.chance(3 / 5)) return random.integer(lowest, highest);
  return random.integer(Math.max(-10, lowest), Math.min(10, highest));
}

/** A positive number of the format in the binade of 2^exponent (or the power of two above it): all bits, few bits, or only one. */
export function valueInBinade(random: Random, format: Format, exponent: number): number {
  const shape = random.integer(0, 3);
  const fraction = shape === 0 ? 0 : shape === 1 ? random.integer(0, 7) / 8 : random.fraction();
  return finite(format, (1 + fraction) * powerOfTwo(exponent));
}

/** Any finite value of the format but zero, its binade drawn by `exponentFrom`. */
export function valueFrom(random: Random, format: Format): number {
  return random.sign() * valueInBinade(random, format, exponentFrom(random, format));
}

/** x rounded to the format, without ever leaving it: what lies beyond becomes the largest finite number. */
export function finite(format: Format, x: number): number {
  const largest = format.maxFinite;
  return x > largest ? largest : x < -largest ? -largest : format.round(x);
}
