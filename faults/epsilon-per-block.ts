// Every block adds ε to its share before the shares are merged: twice ε past 256 elements, thrice past 512.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "epsilon-per-block",
  group: "epsilon",
  description: "ε once for each block of 256 elements",
  property: "unit-variance",
  minimum: { cols: 257 },
  create: () =>
    layerNormOf(
      { id: "epsilon-per-block", format: "fp32" },
      { rstd: (variance, row) => correct.rstd(variance, { ...row, eps: row.round(row.eps * Math.ceil(row.n / 256)) }) },
    ),
} satisfies Fault;
