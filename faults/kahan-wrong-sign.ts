// A compensated sum that adds the lost part with the wrong sign: what it was to cure, it doubles.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, type Round } from "./parts/layer-norm.ts";

function compensated(x: Float64Array, round: Round): number {
  let [total, lost] = [0, 0];
  for (const value of x) {
    const term = round(value + lost);
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
  property: "oracle-agreement",
  minimum: { cols: 1 },
  create: () =>
    layerNormOf(
      { id: "kahan-wrong-sign", format: "fp32", contract: { algorithm: "two-pass", summation: "kahan", output: "centred" } },
      { mean: ({ x, n, round }) => round(compensated(x, round) / n) },
    ),
} satisfies Fault;
