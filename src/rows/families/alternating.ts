// Rows that alternate: in sign, so that partial sums cancel (all of them exactly in a mirror row, whose mean is exactly zero), or
// between two values on which squares lose everything.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentFrom, valueFrom, valueInBinade } from "../magnitude.ts";
import { singleRow } from "../single-row.ts";
import { columns } from "../affine.ts";

export default {
  id: "alternating",
  description: "±c, mirror rows (a, −a, b, −b, …), and 2^(p/2) ± 1, whose variance drowns in its squares",
  generate(random, options) {
    const { storage, accumulator } = options;
    const n = lengthFrom(random, options, 2);
    const c = valueFrom(random, storage);
    const exponent = exponentFrom(random, storage);
    const values = columns(n, () => random.sign() * valueInBinade(random, storage, exponent));
    // (2^h + 1)² − (2^h − 1)² is below the last place of either square once 2h ≥ p.
    const large = powerOfTwo(Math.min(Math.ceil(accumulator.precision / 2), storage.precision - 1) + random.integer(0, 1));
    const scale = powerOfTwo(random.integer(-3, 0));
    switch (random.integer(0, 2)) {
      case 0:
        return singleRow(random, options, n, (i) => (i % 2 === 0 ? c : -c));
      case 1:
        return singleRow(random, options, n, (i) => (i % 2 === 0 ? values[i] : -values[i - 1]));
      default:
        return singleRow(random, options, n, (i) => scale * (i % 2 === 0 ? large + 1 : large - 1));
    }
  },
} satisfies RowFamily;
