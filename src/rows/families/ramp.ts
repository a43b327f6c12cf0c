// Ordered rows: in a running mean every update then goes, and every tie rounds, the same way, so that errors add up instead of
// cancelling.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { finite, valueFrom } from "../magnitude.ts";
import { columns } from "../affine.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "ramp",
  description: "rising or falling in equal steps from zero, from one or from an offset; sorted noise",
  generate(random, options) {
    const { storage } = options;
    // One more than a power of two is the worst length for Welford's updates on 1 + i/2^m.
    const length = lengthFrom(random, options, 2);
    const n = random.chance(1 / 4) ? Math.min(17, options.elementsMax) : length;
    const size = valueFrom(random, storage);
    const slope = powerOfTwo(-random.integer(0, storage.precision));
    const noise = columns(n, () => random.normal()).sort();
    const falling = random.chance(1 / 2);
    const place = (i: number) => (falling ? n - 1 - i : i);
    switch (random.integer(0, 3)) {
      case 0:
        return singleRow(random, options, n, (i) => 1 + place(i) / (n - 1 || 1));
      case 1:
        return singleRow(random, options, n, (i) => finite(storage, size) * slope * place(i));
      case 2:
        return singleRow(random, options, n, (i) => size + size * slope * place(i));
      default:
        return singleRow(random, options, n, (i) => size + size * slope * noise[place(i)]);
    }
  },
} satisfies RowFamily;
