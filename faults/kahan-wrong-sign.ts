// A compensated sum that adds the lost part with the wrong sign: what it was to cure, it doubles.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, type Round, squares } from "./parts/layer-norm.ts";

/** Kahan's sum (1965) has the sign −1. */
function compensated(terms: Float64Array, round: Round, sign: 1 | -1): number {
  let [total, lost] = [0, 0];
  for (const value of terms) {
    const term = round(value + sign * lost);
    const next = round(total + term);
    lost = round(round(next - total) - term);
    total = next;
  }
  return total;
}

export default {
  id: "kahan-wrong-sign",
  group: "variance",
  description: "Kahan's c added where it is to be subtracted",
  property: "constant-row",
  minimum: { cols: 32 },
  create: () =>
    layerNormOf(
      { id: "kahan-wrong-sign", format: "fp32", contract: { algorithm: "two-pass", summation: "kahan", output: "centred" } },
      { mean: ({ x, n, round }) => round(compensated(x, round, 1) / n), variance: ({ x, n, round }, mean) => round(compensated(squares(x, mean, round), round, -1) / n) },
    ),
} satisfies Fault;
