// Rows whose variance is about ε, the only ones on which ε added in the wrong place, rounded or forgotten shows.

import { powerOfTwo } from "../../formats/exponent.ts";
import { epsilonDefault, epsilonFrom } from "../epsilon.ts";
import type { RowFamily } from "../family.ts";
import { lengthFrom } from "../lengths.ts";
import { noiseFrom } from "../noise.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "variance-near-epsilon",
  description: "variance between a hundredth of ε and a hundred ε, around zero or a small offset",
  weight: 2,
  generate(random, options) {
    const n = lengthFrom(random, options, 2);
    const eps = epsilonFrom(random) || epsilonDefault;
    // 2^±3.3 in σ is 2^±6.6, a factor of a hundred, in σ².
    const deviation = Math.sqrt(eps) * powerOfTwo(random.integer(-4, 3)) * (1 + random.fraction());
    const offset = random.chance(1 / 2) ? 0 : random.sign() * deviation * powerOfTwo(random.integer(0, 6));
    const noise = noiseFrom(random);
    return { ...singleRow(random, options, n, () => offset + deviation * noise()), eps };
  },
} satisfies RowFamily;
