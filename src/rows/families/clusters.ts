// Rows in pieces with means of their own: the variance is between the pieces, so kernels that merge partial statistics wrongly
// lose it.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { valueFrom } from "../magnitude.ts";
import { noiseFrom } from "../noise.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "clusters",
  description: "two clusters, a step, or several steps, with narrow scatter inside each",
  generate(random, options) {
    const { storage } = options;
    const n = lengthFrom(random, options, 2);
    const low = valueFrom(random, storage);
    const high = random.chance(1 / 2) ? valueFrom(random, storage) : low * (1 + powerOfTwo(random.integer(1 - storage.precision, 3)));
    const noise = noiseFrom(random);
    const scatter = random.chance(1 / 3) ? 0 : powerOfTwo(-random.integer(1, storage.precision));
    const around = (centre: number) => centre + centre * scatter * noise();
    const edge = random.integer(1, n - 1);
    const period = random.pick([2, 4, 8, 32]);
    switch (random.integer(0, 2)) {
      case 0:
        return singleRow(random, options, n, () => around(random.chance(1 / 2) ? low : high));
      case 1:
        return singleRow(random, options, n, (i) => around(i < edge ? low : high));
      default:
        return singleRow(random, options, n, (i) => around(Math.floor(i / period) % 2 === 0 ? low : high));
    }
  },
} satisfies RowFamily;
