// Rows on which a running mean is exact at every step: each prefix has an integer mean. Welford's recurrence then makes no error in
// mean or variance, so that what remains is the output step's, to 3.5 u.

import { exponentOf } from "../../formats/exponent.ts";
import { columns } from "../affine.ts";
import type { RowFamily } from "../family.ts";
import { scaleOfExactRow } from "../exact-scale.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "exact-welford",
  description: "x_k = m + k·j with j in −1, 0, 1 and m the integer mean so far: running mean and variance without any rounding",
  generate(random, options) {
    const { storage, accumulator } = options;
    const precision = Math.min(storage.precision, accumulator.precision);
    // Σ k(k−1) j² ≤ n³/3 stays below 2^p as long as n ≤ 2^(p/3); 64 is enough for every format.
    const n = random.integer(1, Math.min(options.elementsMax, 64, 2 ** Math.floor(precision / 3)));
    const still = random.pick([0, 1 / 2]);
    let mean = random.integer(-n, n);
    const k = columns(n, (i) => {
      const step = i === 0 || random.chance(still) ? 0 : random.integer(-1, 1);
      const value = mean + (i + 1) * step;
      mean += step;
      return value;
    });
    const q = scaleOfExactRow(random, options, exponentOf(n) + 1);
    return singleRow(random, options, n, (i) => q * k[i]);
  },
} satisfies RowFamily;
