// Zeros of both signs, alone or around a few other values: the sparse rows that ReLU leaves, and the only rows on which −0 appears.

import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { valueFrom } from "../magnitude.ts";
import { singleConstantRow } from "../single-row.ts";

export default {
  id: "zeros",
  description: "zeros of both signs, with no, one or some other values among them",
  generate(random, options) {
    const n = lengthFrom(random, options);
    const value = valueFrom(random, options.storage);
    const density = random.pick([0, 1 / n, 1 / 4]);
    const zero = () => (random.chance(1 / 2) ? 0 : -0);
    return singleConstantRow(random, options, n, () => (random.chance(density) ? value : zero()));
  },
} satisfies RowFamily;
