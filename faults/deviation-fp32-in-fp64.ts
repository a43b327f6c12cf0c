// x − m goes through a float variable in an otherwise double kernel.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "deviation-fp32-in-fp64",
  group: "precision",
  description: "x − m rounded to fp32 in an fp64 kernel",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "deviation-fp32-in-fp64", format: "fp64" }, { normalised: ({ x, round }, i, { mean, rstd }) => round(Math.fround(x[i] - mean) * rstd) }),
} satisfies Fault;
