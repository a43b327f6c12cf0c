// Rows that hardly vary are taken for constant and answered with β, “to be numerically safe”.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "small-deviation-zeroed",
  group: "epsilon",
  description: "β where σ < 1e-3",
  property: "not-collapsed",
  minimum: { cols: 2, x: [0, 2 ** -9] },
  create: () => layerNormOf({ id: "small-deviation-zeroed", format: "fp64" }, { rstd: (variance, row) => (variance < 1e-6 ? 0 : correct.rstd(variance, row)) }),
} satisfies Fault;
