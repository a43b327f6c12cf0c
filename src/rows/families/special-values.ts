// NaN or infinities in one row of several: they must not be swallowed there, and must not be seen by the other rows.

import type { RowFamily } from "../family.ts";
import { columns, affineFrom } from "../affine.ts";
import { epsilonAboveZero } from "../epsilon.ts";
import { finite } from "../magnitude.ts";

export default {
  id: "special-values",
  description: "three or more rows, exactly one of them with NaN, +∞ or −∞ at one or several places",
  generate(random, { storage }) {
    const rows = random.integer(3, 9);
    const cols = random.integer(1, 17);
    const x = columns(rows * cols, () => finite(storage, random.normal()));
    const special = random.integer(0, rows - 1) * cols;
    const values = storage.hasInfinity ? [NaN, Infinity, -Infinity] : [NaN];
    for (let count = random.chance(2 / 3) ? 1 : random.integer(1, cols); count > 0; count--) {
      x[special + random.integer(0, cols - 1)] = random.pick(values);
    }
    return { rows, cols, x, eps: epsilonAboveZero(random), ...affineFrom(random, storage, cols) };
  },
} satisfies RowFamily;
