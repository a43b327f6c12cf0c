// rstd saved as a float: frameworks keep statistics of double data in single precision.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "statistics-fp32-in-fp64",
  group: "precision",
  description: "rstd of an fp64 kernel rounded to fp32",
  property: "exact-rows",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "statistics-fp32-in-fp64", format: "fp64" }, { rstd: (variance, row) => Math.fround(correct.rstd(variance, row)) }),
} satisfies Fault;
