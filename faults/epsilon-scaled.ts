// The row is scaled by its maximum against overflow, and ε is not: spiky rows see max² times as much of it.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

function largest(x: Float64Array): number {
  return x.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}

export default {
  id: "epsilon-scaled",
  group: "epsilon",
  description: "ε·max|x|² (coremltools #2821, OpenVINO #28996)",
  property: "power-of-two-scaling",
  minimum: { cols: 2, x: [0, 1] },
  create: () =>
    layerNormOf(
      { id: "epsilon-scaled", format: "fp32" },
      { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.round(row.eps * row.round(largest(row.x) ** 2)) }) },
    ),
} satisfies Fault;
