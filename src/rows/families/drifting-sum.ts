// Rows built to fail: each element is the one, among the neighbours of a constant, that makes the rounding error of the running sum
// (or sum of squares) largest in one direction. Random errors cancel; these add up, as in long rows on real data they sometimes do.

import { ulp } from "../../formats/neighbours.ts";
import type { Format } from "../../formats/format.ts";
import { columns } from "../affine.ts";
import type { Random, RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentFrom, finite, valueInBinade } from "../magnitude.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "drifting-sum",
  description: "neighbours of a constant, chosen one by one so that the errors of a running sum, or sum of squares, all add up",
  generate(random, options) {
    const { storage, accumulator } = options;
    const n = lengthFrom(random, options, 2);
    const c = valueInBinade(random, storage, exponentFrom(random, storage));
    const x = drift(random, { storage, accumulator, c, n });
    return singleRow(random, options, n, (i) => x[i]);
  },
} satisfies RowFamily;

function drift(random: Random, { storage, accumulator, c, n }: { storage: Format; accumulator: Format; c: number; n: number }): Float64Array {
  const step = ulp(storage, c);
  const direction = random.sign();
  const squares = random.chance(1 / 2);
  let sum = 0;
  return columns(n, () => {
    let [best, bestError, bestSum] = [c, -Infinity, sum];
    for (let attempt = 0; attempt < 5; attempt++) {
      const value = finite(storage, c + random.integer(-8, 8) * step);
      const term = squares ? accumulator.round(value * value) : value;
      const rounded = accumulator.round(sum + term);
      const error = direction * (rounded - sum - term);
      if (error > bestError) [best, bestError, bestSum] = [value, error, rounded];
    }
    sum = bestSum;
    return best;
  });
}
