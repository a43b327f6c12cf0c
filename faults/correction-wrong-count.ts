// The mean refined by the mean of the residuals, divided by one less than there are: for two elements the error only changes sides.

import type { Fault } from "../src/contract/fault.ts";
import { correct, type KernelRow, layerNormOf, sum } from "./parts/layer-norm.ts";

function refined({ x, n, round, ...rest }: KernelRow): number {
  const mean = correct.mean({ x, n, round, ...rest });
  return mean + round(sum(x.map((value) => round(value - mean)), round) / Math.max(1, n - 1));
}

export default {
  id: "correction-wrong-count",
  group: "variance",
  description: "corrected two-pass with T/(n − 1)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [8388608, 8388609] },
  create: () => layerNormOf({ id: "correction-wrong-count", format: "fp32", contract: { algorithm: "corrected-two-pass", output: "centred" } }, { mean: refined }),
} satisfies Fault;
