// Small variances taken for noise and set to zero: x = ±9.9e-4 came out as ±990 at ε = 1e-12.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "variance-below-1e-6",
  group: "variance",
  description: "variances below 1e-6 are 0 (PyTorch on MPS, #190491)",
  property: "power-of-two-scaling",
  minimum: { cols: 2, x: [0, 2 ** -9] },
  create: () => layerNormOf({ id: "variance-below-1e-6", format: "fp32" }, { rstd: (variance, row) => correct.rstd(variance < 1e-6 ? 0 : variance, row) }),
} satisfies Fault;
