// Several rows, each with a size and a mean of its own: statistics that leak from one row into the next, or are taken over the whole
// batch, are far off here.

import { powerOfTwo } from "../../formats/exponent.ts";
import { affineFrom } from "../affine.ts";
import { epsilonAboveZero } from "../epsilon.ts";
import type { RowFamily } from "../family.ts";
import { exponentFrom, finite, valueInBinade } from "../magnitude.ts";

export default {
  id: "rows-of-different-scale",
  description: "2 to 17 rows, each with its own size, mean and κ",
  generate(random, { storage }) {
    const rows = random.chance(2 / 3) ? random.integer(2, 4) : random.integer(5, 17);
    const cols = random.integer(1, 17);
    const x = new Float64Array(rows * cols);
    for (let start = 0; start < x.length; start += cols) {
      const size = valueInBinade(random, storage, exponentFrom(random, storage));
      const offset = random.sign() * size * powerOfTwo(random.integer(-2, storage.precision));
      for (let i = 0; i < cols; i++) x[start + i] = finite(storage, offset + size * random.normal());
    }
    return { rows, cols, x, eps: epsilonAboveZero(random), ...affineFrom(random, storage, cols) };
  },
} satisfies RowFamily;
