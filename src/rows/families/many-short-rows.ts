// Many rows of few columns: launches with one block per row run out of blocks, kernels that pad rows to their vector width count
// the padding, and 9 rows are one more than the widest unrolled loop over rows takes.

import { affineFrom, columns } from "../affine.ts";
import { epsilonAboveZero } from "../epsilon.ts";
import type { RowFamily } from "../family.ts";
import { finite } from "../magnitude.ts";

export default {
  id: "many-short-rows",
  description: "9 to 512 rows of 1 to 9 columns",
  weight: 0.5,
  generate(random, { storage, elementsMax }) {
    const cols = random.integer(1, 9);
    const wanted = random.chance(7 / 8) ? random.integer(9, 33) : random.pick([64, 65, 127, 256, 257, 512]);
    const rows = Math.max(9, Math.min(wanted, Math.floor(elementsMax / cols)));
    const offset = random.chance(1 / 2) ? 0 : random.integer(-50, 50);
    const x = columns(rows * cols, () => finite(storage, offset + random.normal()));
    return { rows, cols, x, eps: epsilonAboveZero(random), ...affineFrom(random, storage, cols) };
  },
} satisfies RowFamily;
