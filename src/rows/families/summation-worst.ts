// Rows on which summation attains its error bound: after the leading 1 every u is lost to ties, and a sum that has reached 2^p
// stands still. Bounds are tight on these, and kernels that sum in less than they promise are caught.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "summation-worst",
  description: "1 and then half last places; 2^p and then ones; the same for squares; all times a power of two",
  generate(random, options) {
    const { storage, accumulator } = options;
    const n = lengthFrom(random, options, 2);
    const format = random.chance(1 / 2) ? accumulator : storage;
    const place = random.chance(3 / 4) ? 0 : random.integer(0, n - 1);
    // (√u)² = u: the same tie in the sum of squares.
    const exponent = random.chance(1 / 2) ? -format.precision : -Math.ceil(format.precision / 2);
    const small = powerOfTwo(exponent) * (random.chance(1 / 2) ? 1 : 1 + random.integer(-1, 1) * storage.unitRoundoff * 2);
    const scale = random.sign() * powerOfTwo(random.integer(-2, Math.min(16, storage.exponentMax - 1)));
    return singleRow(random, options, n, (i) => scale * (i === place ? 1 : small));
  },
} satisfies RowFamily;
