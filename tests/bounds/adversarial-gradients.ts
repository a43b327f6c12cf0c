// Incoming gradients that make a term of a formula vanish, or one of its sums cancel, or what it multiplies underflow.

import type { Format } from "../../src/formats/format.ts";
import type { RandomNumber } from "./adversarial-rows.ts";

/** dy for a row x, of the storage format. */
export function adversarialGradient(x: Float64Array, { round, maxFinite, unitRoundoff: u, minNormal }: Format, random: RandomNumber): Float64Array {
  const n = x.length;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const kind = Math.floor(random() * 7);
  // Mostly about 1; one in five so small that products with deviations underflow.
  const scale = random() < 0.8 ? 2 ** Math.floor(random() * 12 - 6) : minNormal * 2 ** Math.floor(random() * 20 - 4);
  const mean = x.reduce((sum, value) => sum + value / n, 0);
  const one = Math.floor(random() * n);
  return Float64Array.from({ length: n }, (_, i) => {
    const value = [
      () => normal(),
      () => 1 + u * Math.floor(random() * 4),
      () => (x[i]! - mean) / (Math.abs(mean) + 1),
      () => (i % 2 === 0 ? 1 : -1) * (1 + random() * 2 ** -8),
      () => (i === one ? 1 : 0),
      () => 1 + (x[i]! - mean) / (Math.abs(mean) + 1),
      () => (i === 0 ? 1 : u),
    ][kind]!();
    return Math.max(-maxFinite, Math.min(maxFinite, round(value * scale)));
  });
}
