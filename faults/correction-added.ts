// The corrected two-pass with the sign of the correction wrong: the residual of the mean is doubled where it should vanish.

import type { Fault } from "../src/contract/fault.ts";
import { correct, type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

function refined(row: KernelRow, sign: number): number {
  const mean = correct.mean(row);
  const residual = correct.mean({ ...row, x: row.x.map((value) => row.round(value - mean)) });
  return mean + sign * residual;
}

export default {
  id: "correction-added",
  group: "variance",
  description: "x − m + T/n for x − m − T/n, T = Σ(x − m)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [8388608, 8388609] },
  create: () => layerNormOf({ id: "correction-added", format: "fp32", contract: { algorithm: "corrected-two-pass", output: "centred" } }, { mean: (row) => refined(row, -1) }),
} satisfies Fault;
