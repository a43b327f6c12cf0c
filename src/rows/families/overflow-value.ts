// The top of the storage range: values at or just below the largest finite number, whose differences and sums already overflow.

import { powerOfTwo } from "../../formats/exponent.ts";
import { ulp } from "../../formats/neighbours.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { singleConstantRow } from "../single-row.ts";

export default {
  id: "overflow-value",
  description: "values at the largest finite number, among equals, opposites or ordinary ones",
  generate(random, options) {
    const { maxFinite } = options.storage;
    const n = lengthFrom(random, options);
    const step = ulp(options.storage, maxFinite);
    const top = () => (maxFinite - random.integer(0, 3) * step) * (random.chance(1 / 4) ? powerOfTwo(-random.integer(1, 3)) : 1);
    const sign = random.sign();
    const share = random.pick([1 / n, 1 / 2, 1]);
    switch (random.integer(0, 2)) {
      case 0:
        return singleConstantRow(random, options, n, () => sign * maxFinite);
      case 1:
        return singleConstantRow(random, options, n, () => (random.chance(share) ? random.sign() * top() : random.normal()));
      default:
        return singleConstantRow(random, options, n, () => (random.chance(share) ? sign * top() : 0));
    }
  },
} satisfies RowFamily;
