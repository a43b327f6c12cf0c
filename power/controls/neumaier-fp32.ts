// Two passes with Neumaier's sums, which keep what an addition lost whichever operand was larger; Python's sum() does so since 3.12.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { rootOf32 } from "./parts/fp32-roots.ts";
import { square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "neumaier-fp32",
  format: "fp32",
  description: "two-pass with Neumaier sums, division by the root: Python's sum() in fp32",
  forward: byRow((x, y, shape) => {
    const mean = fround(neumaierSum(x) / x.length);
    for (let i = 0; i < x.length; i++) y[i] = fround(x[i] - mean);
    const root = rootOf32(fround(neumaierSum(y.map(square32)) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(y[c] / root) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;

function neumaierSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = fround(sum + value);
    const [larger, smaller] = Math.abs(sum) >= Math.abs(value) ? [sum, value] : [value, sum];
    lost = fround(lost + fround(fround(larger - next) + smaller));
    sum = next;
  }
  return fround(sum + lost);
}
