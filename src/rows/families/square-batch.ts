// As many rows as columns: the one shape on which an implementation that normalises along the wrong axis, or broadcasts statistics
// along it, gives no error and a wrong answer.

import { affineFrom } from "../affine.ts";
import { epsilonAboveZero } from "../epsilon.ts";
import type { RowFamily } from "../family.ts";
import { finite } from "../magnitude.ts";

export default {
  id: "square-batch",
  description: "n rows of n columns, the rows around different integers",
  weight: 0.5,
  generate(random, { storage }) {
    const n = random.chance(3 / 4) ? random.integer(2, 5) : random.pick([8, 9, 16]);
    const x = new Float64Array(n * n);
    for (let row = 0; row < n; row++) {
      const centre = random.integer(-100, 100);
      const integers = random.chance(1 / 2);
      for (let i = 0; i < n; i++) {
        x[row * n + i] = finite(storage, centre + (integers ? random.integer(-4, 4) : random.normal()));
      }
    }
    return { rows: n, cols: n, x, eps: epsilonAboveZero(random), ...affineFrom(random, storage, n) };
  },
} satisfies RowFamily;
