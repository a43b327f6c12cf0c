// One element far larger than the rest, as trained transformers have: it makes the variance, and the others' share of it is lost
// one by one. As the first element it also defeats kernels that shift by x₀.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentFrom, valueInBinade } from "../magnitude.ts";
import { noiseFrom } from "../noise.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "outlier",
  description: "one element 2^0 to 2^p times the others, at a random place or first",
  weight: 2,
  generate(random, options) {
    const { storage } = options;
    const n = lengthFrom(random, options, 2);
    const size = valueInBinade(random, storage, exponentFrom(random, storage));
    const place = random.chance(1 / 3) ? 0 : random.integer(0, n - 1);
    const outlier = random.sign() * size * powerOfTwo(random.integer(0, storage.precision));
    const noise = random.chance(1 / 3) ? () => 1 : noiseFrom(random);
    return singleRow(random, options, n, (i) => (i === place ? outlier : size * noise()));
  },
} satisfies RowFamily;
