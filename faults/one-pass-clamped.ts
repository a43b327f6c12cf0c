// max(0, E[x²] − E[x]²): what most projects did about the NaN. The row is then divided by √ε, up to 316 times too large.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

export default {
  id: "one-pass-clamped",
  group: "variance",
  description: "E[x²] − E[x]² clamped at 0 (Flax by default, OpenCV, Equinox, Keras on TensorFlow)",
  property: "within-samuelson",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-pass-clamped", format: "fp32" }, { variance: (row, mean) => Math.max(0, onePassVariance(row, mean)) }),
} satisfies Fault;
