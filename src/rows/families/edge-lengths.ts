// Lengths around the widths of vectors, tiles and blocks, where kernels drop, repeat or pad elements; one runtime has another kernel
// from n = 8 on. The values are ordinary, and all different, so that every lost element shows.

import { powerOfTwo } from "../../formats/exponent.ts";
import type { RowFamily } from "../family.ts";
import { edgeLengths } from "../lengths.ts";
import { singleRow } from "../single-row.ts";

export default {
  id: "edge-lengths",
  description: "lengths 1 to 8193 around powers of two, the short ones more often; ordinary values on a small or large offset",
  generate(random, options) {
    const lengths = edgeLengths.filter((length) => length <= options.elementsMax);
    // Of the long rows few are needed, and each costs as much as hundreds of short ones.
    const short = lengths.filter((length) => length <= 130);
    const n = random.pick(random.chance(7 / 8) ? short : lengths);
    const offset = random.chance(1 / 2) ? 0 : random.sign() * powerOfTwo(random.integer(0, options.storage.precision - 2));
    return singleRow(random, options, n, (i) => offset + random.normal() + (i === n - 1 ? 2 : 0));
  },
} satisfies RowFamily;
