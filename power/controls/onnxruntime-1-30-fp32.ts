// ONNX Runtime 1.30 on AVX2 machines: from eight elements on the mean is summed in double and the squares are centred in fp32; shorter rows
// take the older Welford. A test that never straddles eight sees half of it.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { joinByDivision, noMoments, type Moments } from "./parts/moments.ts";
import { rootOf32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "onnxruntime-1-30-fp32",
  format: "fp32",
  description: "mean in double and centred fp32 squares for n ≥ 8, Welford below: ONNX Runtime 1.30",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const { mean, squares } = n < 8 ? running(x) : centred(x);
    const root = rootOf32(fround(squares / n), shape.eps);
    for (let c = 0; c < n; c++) y[c] = fround(fround(fround(fround(x[c] - mean) / root) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;

function running(x: Float64Array): Moments {
  return x.reduce((held: Moments, value: number) => joinByDivision(held, value), noMoments());
}

function centred(x: Float64Array): Moments {
  const mean = fround(x.reduce((sum, value) => sum + value, 0) / x.length);
  return { count: x.length, mean, squares: laneSquaresFused32(x, mean, { lanes: 8 }) };
}
