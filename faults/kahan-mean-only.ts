// The sum for the mean is compensated, the sum of squares is not: the promise is kept by half.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, type Round } from "./parts/layer-norm.ts";

function compensated(terms: Float64Array, round: Round): number {
  let [total, lost] = [0, 0];
  for (const value of terms) {
    const term = round(value - lost);
    const next = round(total + term);
    lost = round(round(next - total) - term);
    total = next;
  }
  return total;
}

export default {
  id: "kahan-mean-only",
  group: "variance",
  description: "Kahan's sum for the mean, a plain one for the variance",
  property: "unit-variance",
  minimum: { cols: 110 },
  create: () =>
    layerNormOf(
      { id: "kahan-mean-only", format: "fp32", contract: { algorithm: "two-pass", summation: "kahan", output: "centred" } },
      { mean: ({ x, n, round }) => round(compensated(x, round) / n) },
    ),
} satisfies Fault;
