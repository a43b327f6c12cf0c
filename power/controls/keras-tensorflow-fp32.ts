// The folded output in fp32 with both multiply-adds fused, as XLA contracts it.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "keras-tensorflow-fp32",
  format: "fp32",
  description: "two-pass in eight lanes, fused x·(γr) + (β − m·γr): Keras 3 on TensorFlow under XLA",
  contract: { algorithm: "two-pass", output: "folded" },
  forward: byRow((x, y, shape) => {
    const mean = fround(laneSum32(x, { lanes: 8 }) / x.length);
    const rstd = reciprocalRoot32(fround(laneSquaresFused32(x, mean, { lanes: 8 }) / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) {
      const inv = fround(rstd * gammaAt(shape, c));
      y[c] = fma(x[c], inv, fma(-mean, inv, betaAt(shape, c), fround), fround);
    }
  }),
} satisfies LayerNormImplementation;
