// PyTorch's CPU kernel for bf16 data with fp32 parameters still forms x·r − m·r, which loses κ·u32 on top of the statistics.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { cascadeMoments } from "./parts/cascade.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "pytorch-cpu-mixed-bf16",
  format: "bf16",
  description: "bf16 over fp32, cascade of sixteen lanes, fused x·r + (−m·r), one cast: PyTorch 2 on CPUs",
  contract: { accumulator: "fp32", algorithm: "chan", summation: "any", output: "expanded" },
  forward: byRow((x, y, shape) => {
    const { mean, squares } = cascadeMoments(x, 16);
    const rstd = reciprocalRoot32(fround(squares / x.length), shape.eps);
    const offset = fround(-mean * rstd);
    for (let c = 0; c < x.length; c++) y[c] = roundBf16(fma(fma(x[c], rstd, offset, fround), gammaAt(shape, c), betaAt(shape, c), fround));
  }),
} satisfies LayerNormImplementation;
