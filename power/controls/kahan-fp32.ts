// Two passes with Kahan's compensated sums, in the order of the row.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "kahan-fp32",
  format: "fp32",
  description: "two-pass with Kahan sums: what careful scalar code does without a wider format",
  contract: { algorithm: "two-pass", summation: "kahan", output: "centred" },
  forward: byRow((x, y, shape) => {
    const mean = fround(kahanSum(x) / x.length);
    for (let i = 0; i < x.length; i++) y[i] = fround(x[i] - mean);
    const rstd = reciprocalRoot32(fround(kahanSum(y.map(square32)) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(y[c] * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;

function kahanSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const term = fround(value - lost);
    const next = fround(sum + term);
    lost = fround(fround(next - sum) - term);
    sum = next;
  }
  return sum;
}
