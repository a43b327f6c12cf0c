// The workhorse: a common offset with scatter around it, over every binade of size and every octave of κ = offset / spread. Random
// floats never have a common offset, so nothing else reaches the rows on which variances cancel.

import { exponentOf, powerOfTwo } from "../../formats/exponent.ts";
import { nextDown, nextUp } from "../../formats/neighbours.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentFrom, valueInBinade } from "../magnitude.ts";
import { noiseFrom } from "../noise.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "offset-spread",
  description: "an offset in any binade, scatter around it of any relative size down to the last bit",
  weight: 6,
  generate(random, options) {
    const { storage } = options;
    const n = lengthFrom(random, options);
    const exponent = exponentFrom(random, storage);
    const offset = random.sign() * valueInBinade(random, storage, exponent);
    // Up to p + log2 n octaves: with less spread than that, all values would round to the offset.
    const octave = random.integer(0, storage.precision + exponentOf(n));
    const spread = Math.abs(offset) * powerOfTwo(-octave);
    const noise = noiseFrom(random);
    const centre = random.chance(1 / 8) ? 0 : offset;
    const batch = singleRow(random, options, n, () => centre + spread * noise());
    // Constant rows are another family's: here the least step keeps the largest κ that n values of the format can have.
    if (batch.x.every((value) => value === batch.x[0])) {
      const i = random.integer(0, n - 1);
      const step = batch.x[i] > 0 ? nextDown : nextUp;
      batch.x[i] = step(storage, batch.x[i]);
    }
    // In the lower half of the binades any usual ε is larger than the variance, and κ about 1.
    return n > 1 && random.chance(1 / 4) ? { ...batch, eps: 0 } : batch;
  },
} satisfies RowFamily;
