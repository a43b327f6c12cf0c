// Sums just below and just above the largest finite number: 1000 + noise at n = 768 does it in fp16, and the answer is silently β.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { finite } from "../magnitude.ts";
import { nearLimit, overflowFormat } from "../overflow-limit.ts";
import { singleConstantRow } from "../single-row.ts";

export default {
  id: "overflow-sum",
  description: "Σx within a few last places of the largest finite number, in the accumulator or the storage format",
  generate(random, options) {
    const { storage } = options;
    const n = lengthFrom(random, options, 2);
    const format = overflowFormat(random, options, (largest) => largest / n <= storage.maxFinite);
    const sign = random.sign();
    const limit = format.maxFinite / n;
    const share = finite(storage, limit * nearLimit(random, format));
    // What n equal shares miss of the limit, the last element makes up for.
    const last = random.chance(1 / 2) ? share : share + n * (limit * nearLimit(random, format) - share);
    const scatter = random.chance(1 / 2) ? 0 : powerOfTwo(-random.integer(1, storage.precision));
    // With the second half of the other sign the whole sum is harmless and the partial ones are not.
    const turn = random.chance(1 / 4) ? n >> 1 : n;
    return singleConstantRow(random, options, n, (i) => {
      return (i < turn ? sign : -sign) * (i === n - 1 ? last : share * (1 + scatter * random.normal()));
    });
  },
} satisfies RowFamily;
