// The mean is stored as a float for the second pass, and kept as a double for the output: squares about a wrong centre are too large.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "variance-about-rounded-mean",
  group: "variance",
  description: "Σ(x − fp32(m))²/n in an fp64 kernel",
  property: "unit-variance",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "variance-about-rounded-mean", format: "fp64" }, { variance: (row, mean) => correct.variance(row, Math.fround(mean)) }),
} satisfies Fault;
