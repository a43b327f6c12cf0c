// The loads strip the sign bit: |x| is normalised. Activations after a ReLU hide it.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "sign-lost",
  group: "special",
  description: "normalises |x|",
  property: "negation",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf({ id: "sign-lost", format: "fp16" }, {
      mean: (row) => correct.mean({ ...row, x: row.x.map(Math.abs) }),
      variance: (row, mean) => correct.variance({ ...row, x: row.x.map(Math.abs) }, mean),
      normalised: ({ x, round }, i, { mean, rstd }) => round(round(Math.abs(x[i]) - mean) * rstd),
    }),
} satisfies Fault;
