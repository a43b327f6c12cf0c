// Rows on which every sum-based algorithm has the exact mean and variance, whatever its order of summation: all rounding that is
// left is in the square root and the output step, so a tolerance of 3.5 u applies, at any n (docs/bounds.md, exact rows).

import { exponentOf, powerOfTwo } from "../../formats/exponent.ts";
import { columns } from "../affine.ts";
import type { RowFamily } from "../family.ts";
import { powerOfTwoLength } from "../lengths.ts";
import { scaleOfExactRow } from "../exact-scale.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "exact-sums",
  description: "x = q·k with integers k, n = 2^m dividing Σk, and Σk², (Σk)² ≤ 2^p: mean and variance without any rounding",
  weight: 2,
  generate(random, options) {
    const { storage, accumulator } = options;
    const room = powerOfTwo(accumulator.precision);
    const n = powerOfTwoLength(random, Math.min(options.elementsMax, room));
    const largest = Math.min(Math.floor(Math.sqrt(room / n)), powerOfTwo(storage.precision));
    const reach = random.chance(1 / 2) ? Math.min(largest, random.integer(1, 8)) : largest;
    const centreMax = Math.min(reach, Math.floor(Math.sqrt(room) / n));
    const centre = random.integer(-centreMax, centreMax);
    const k = columns(n, () => centre);
    // Moves from one element to another leave the sum alone, so that it stays n times the centre.
    for (let move = 0; move < 2 * n; move++) {
      const [from, to] = [random.integer(0, n - 1), random.integer(0, n - 1)];
      const step = random.integer(0, Math.min(k[from] + reach, reach - k[to]));
      k[from] -= step;
      k[to] += step;
    }
    const q = scaleOfExactRow(random, options, exponentOf(n));
    return singleRow(random, options, n, (i) => q * k[i]);
  },
} satisfies RowFamily;
