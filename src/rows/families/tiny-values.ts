// The bottom of the range: subnormal numbers, which some machines flush to zero, and values whose squares vanish although they
// do not.

import { exponentOf, powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { exponentLowest, finite, valueInBinade } from "../magnitude.ts";
import { noiseFrom } from "../noise.ts";
import { singleConstantRow, singleRow } from "../single-row.ts";

export default {
  id: "tiny-values",
  description: "subnormals, values around the smallest normal number, deviations whose squares underflow or are subnormal, half of them with ε = 0",
  weight: 2,
  generate(random, options) {
    const { storage, accumulator } = options;
    const n = lengthFrom(random, options);
    const smallest = storage.minSubnormal;
    const steps = 2 ** random.integer(1, storage.precision);
    const noise = noiseFrom(random);
    // d² < λ/2 rounds to zero: d about 2^-13 in fp16, out of reach of fp16 in fp32. From there it is subnormal for p/2 binades of d.
    const format = random.chance(1 / 2) ? storage : accumulator;
    const root = Math.max(exponentLowest(storage), Math.floor(exponentOf(format.minSubnormal) / 2) + random.integer(-2, (format.precision >> 1) + 1));
    const deviation = valueInBinade(random, storage, root);
    const offset = random.chance(1 / 2) ? 0 : finite(storage, deviation * powerOfTwo(random.integer(0, storage.precision)));
    switch (random.integer(0, 2)) {
      case 0:
        return singleConstantRow(random, options, n, () => smallest * Math.round(steps * noise()));
      case 1:
        return singleConstantRow(random, options, n, () => storage.minNormal + random.integer(-3, 3) * smallest);
      default: {
        const batch = singleRow(random, options, n, () => offset + deviation * noise());
        // Any other ε hides what becomes of so small a variance.
        return n > 1 && random.chance(1 / 2) ? { ...batch, eps: 0 } : batch;
      }
    }
  },
} satisfies RowFamily;
