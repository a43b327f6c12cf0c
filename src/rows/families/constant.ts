// Rows of one value c. Few kernels return exactly β: the rounded mean of n copies of c is often not c, and what is left over is
// divided by sqrt(ε). Broken engines show it more readily than on any other row.

import type { Format } from "../../formats/format.ts";
import type { Random, RowFamily } from "../family.ts";
import { edgeLengths, lengthFrom } from "../lengths.ts";
import { exponentFrom, valueInBinade } from "../magnitude.ts";
import { singleConstantRow } from "../single-row.ts";

export default {
  id: "constant",
  description: "all values equal: few-bit values, full ones, and those whose rounded mean is another value",
  weight: 2,
  generate(random, options) {
    const lengths = edgeLengths.filter((length) => length <= options.elementsMax);
    const n = random.chance(1 / 4) ? random.pick(lengths) : lengthFrom(random, options);
    const c = random.sign() * constantFrom(random, options.storage, options.accumulator, n);
    return singleConstantRow(random, options, n, () => c);
  },
} satisfies RowFamily;

// Where n is no power of two, one mantissa in six has fl(fl(nc)/n) ≠ c at best; a few attempts find one.
function constantFrom(random: Random, storage: Format, accumulator: Format, n: number): number {
  const exponent = exponentFrom(random, storage);
  let c = valueInBinade(random, storage, exponent);
  if (random.chance(1 / 3)) return c;
  for (let attempt = 0; attempt < 12 && accumulator.round(accumulator.round(n * c) / n) === c; attempt++) {
    c = valueInBinade(random, storage, exponent);
  }
  return c;
}
