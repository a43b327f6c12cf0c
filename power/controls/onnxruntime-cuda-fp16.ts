// ONNX Runtime took Apex's statistics and multiplies γ·r first, in fp32, with one cast at the end.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves, partials } from "./parts/lanes.ts";
import { joinByDivision, mergeByShift, noMoments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "onnxruntime-cuda-fp16",
  format: "fp16",
  description: "fp16 over fp32, Welford lanes with Chan shuffles, (γ·r)·(x − m) + β, one cast: ONNX Runtime on CUDA",
  forward: byRow((x, y, shape) => {
    const lanes = partials(x.length, { lanes: 32, width: 2 }, noMoments, (held, i) => joinByDivision(held, x[i]));
    const { mean, squares } = foldHalves(lanes, mergeByShift);
    const rstd = rsqrt32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = roundFp16(fround(fround(fround(gammaAt(shape, c) * rstd) * fround(x[c] - mean)) + betaAt(shape, c)));
  }),
} satisfies LayerNormImplementation;
