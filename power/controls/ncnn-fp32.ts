// Packed code for the body of a row and scalar code for its tail: x·a + b fused, with a = r and b = −m·r, against (x − m)·r. Elements on both
// sides of the seam are rounded differently, which no property may mistake for a fault.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fma } from "../../src/formats/fused.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { laneSquaresFused32, laneSum32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "ncnn-fp32",
  format: "fp32",
  description: "two-pass, packed body x·r + (−m·r) fused, scalar tail (x − m)·r: the shape of ncnn on x86, with a full root",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = fround(laneSum32(x, { lanes: 8 }) / n);
    const a = reciprocalRoot32(fround(laneSquaresFused32(x, mean, { lanes: 8 }) / n), shape.eps);
    const b = fround(-mean * a);
    const body = n - (n % 8);
    for (let c = 0; c < body; c++) y[c] = fma(fma(x[c], a, b, fround), gammaAt(shape, c), betaAt(shape, c), fround);
    for (let c = body; c < n; c++) y[c] = fround(fround(fround(fround(x[c] - mean) * a) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
