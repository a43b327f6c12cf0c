// Loops that count down to zero are a habit of hand-written assembly: the same sums, from the end of the row.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rootOf32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "reversed-fp32",
  format: "fp32",
  description: "sequential two-pass from the last element to the first: loops that count down",
  contract: { algorithm: "two-pass", summation: "sequential", output: "centred" },
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = fround(x.reduceRight((sum, value) => fround(sum + value), 0) / n);
    const squares = x.reduceRight((sum, value) => fround(sum + fround(fround(value - mean) ** 2)), 0);
    const root = rootOf32(fround(squares / n), shape.eps);
    for (let c = n - 1; c >= 0; c--) y[c] = fround(fround(fround(fround(x[c] - mean) / root) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
