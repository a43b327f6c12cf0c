// Plain normal noise, what every existing test uses: it finds the faults that everyone finds, and is the reference for the rest.

import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "normal",
  description: "normal noise, of size 1 or another ordinary size, around 0 or a small integer",
  generate(random, options) {
    const n = lengthFrom(random, options);
    const size = random.chance(1 / 2) ? 1 : 2 ** random.integer(-6, 6);
    const offset = random.chance(1 / 2) ? 0 : random.integer(-4, 4);
    return singleRow(random, options, n, () => size * (offset + random.normal()));
  },
} satisfies RowFamily;
