// tfjs on the CPU backend works in JavaScript's doubles and stores fp32 between kernels: x/n is stored before it is summed, and the batch
// norm at the end is one expression in doubles.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";

const { fround } = Math;

export default {
  id: "tfjs-cpu-fp32",
  format: "fp32",
  description: "Σ fl(x/n) in doubles, stored mean and variance, β + (x − m)·γ/sqrt(v + ε) in doubles: tfjs cpu",
  forward: byRow((x, y, shape) => {
    const n = x.length;
    const mean = fround(x.reduce((sum, value) => sum + fround(value / n), 0));
    const variance = fround(x.reduce((sum, value) => sum + fround(fround(fround(value - mean) ** 2) / n), 0));
    const root = Math.sqrt(variance + fround(shape.eps));
    for (let c = 0; c < n; c++) y[c] = fround(betaAt(shape, c) + ((x[c] - mean) * gammaAt(shape, c)) / root);
  }),
} satisfies LayerNormImplementation;
