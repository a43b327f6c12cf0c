// Squares, and sums of squares, just below and just above the largest finite number: |x| = 256 in fp16, 2^64 in fp32 and bf16. The
// variance becomes infinite, 1/∞ is 0, and every output is β: finite, and wrong.

import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { nearLimit, overflowFormat } from "../overflow-limit.ts";
import { singleConstantRow } from "../single-row.ts";

export default {
  id: "overflow-square",
  description: "x², Σx², (x − mean)² or Σ(x − mean)² about the largest finite number, in the accumulator or the storage format",
  weight: 2,
  generate(random, options) {
    const n = lengthFrom(random, options);
    const format = overflowFormat(random, options, (largest) => Math.sqrt(largest) <= options.storage.maxFinite);
    const squares = random.chance(1 / 2) ? 1 : n;
    const size = Math.sqrt(format.maxFinite / squares) * nearLimit(random, options.storage);
    const offset = random.chance(1 / 2) ? 0 : random.sign() * size;
    const place = random.integer(0, n - 1);
    switch (random.integer(0, 2)) {
      case 0:
        return singleConstantRow(random, options, n, (i) => offset + (i % 2 === 0 ? size : -size));
      case 1:
        return singleConstantRow(random, options, n, (i) => (i === place ? size : random.normal()));
      default:
        return singleConstantRow(random, options, n, () => offset + size * random.normal());
    }
  },
} satisfies RowFamily;
