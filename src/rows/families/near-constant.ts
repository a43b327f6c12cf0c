// Rows of a constant and its nearest neighbours in the format: the largest κ there is, with a variance that an error of one last
// place in the mean changes entirely.

import { ulp } from "../../formats/neighbours.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentFrom, valueInBinade } from "../magnitude.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "near-constant",
  description: "a constant and values a few last places from it: pairs of neighbours, integers 2^k + i, one value off",
  weight: 3,
  generate(random, options) {
    const { storage } = options;
    const n = random.chance(1 / 4) ? 2 : lengthFrom(random, options, 2);
    const c = valueInBinade(random, storage, exponentFrom(random, storage));
    const step = ulp(storage, c);
    const sign = random.sign();
    const odd = random.integer(0, n - 1);
    const reach = random.integer(1, 4);
    switch (random.integer(0, 3)) {
      case 0:
        return singleRow(random, options, n, (i) => sign * (i === odd ? c + step : c));
      case 1:
        return singleRow(random, options, n, (i) => sign * (c + (i % 2) * step));
      case 2:
        return singleRow(random, options, n, (i) => sign * (c + i * step));
      default:
        return singleRow(random, options, n, (i) => sign * (c + (i === odd ? reach : random.integer(-reach, reach)) * step));
    }
  },
} satisfies RowFamily;
