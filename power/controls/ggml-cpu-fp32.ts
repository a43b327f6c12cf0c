// ggml on CPUs sums by SIMD, then centres, and adds each register's fp32 squares into a double: hardly any rounding in the variance.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves } from "./parts/lanes.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";
import { add32, laneSum32, square32 } from "./parts/fp32-sums.ts";

const { fround } = Math;

export default {
  id: "ggml-cpu-fp32",
  format: "fp32",
  description: "SIMD sum, centred fp32 squares added to a double per register: ggml on CPUs",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = fround(laneSum32(x, { lanes: 8 }) / n);
    for (let i = 0; i < n; i++) y[i] = fround(x[i] - mean);
    let squares = 0;
    const body = n - (n % 8);
    for (let i = 0; i < body; i += 8) squares += foldHalves([...y.subarray(i, i + 8)].map(square32), add32);
    for (let i = body; i < n; i++) squares += square32(y[i]);
    const scale = reciprocalRoot32(fround(squares / n), shape.eps);
    for (let c = 0; c < n; c++) y[c] = fround(fround(fround(y[c] * scale) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
