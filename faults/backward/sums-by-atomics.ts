// Lanes add to one sum as they come: every order is a correct sum, but not the same one.

import type { Fault } from "../../src/contract/fault.ts";
import { backwardFault, correct, gradientOf } from "./parts/gradient-of.ts";

export default backwardFault({
  id: "sums-by-atomics",
  description: "the sums of a row begin at another column in every call",
  property: "backward-deterministic",
  minimum: { cols: 3 },
  backward: (format) => {
    let calls = 0;
    return gradientOf(format, {
      means(parts) {
        if (parts.row === 0) calls++;
        const first = calls % parts.g.length;
        const turned = (values: Float64Array) => Float64Array.from(values, (_, i) => values[(first + i) % values.length]!);
        return correct.means({ ...parts, g: turned(parts.g), normalised: turned(parts.normalised) });
      },
    });
  },
}) satisfies Fault;
