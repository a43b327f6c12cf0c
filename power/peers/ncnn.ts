// ncnn runs one layer through its packings and options against the naive layer, on rows of 2 to 42 values. Assumed: values, γ and β uniform in
// [−1.2, 1.2], and a tolerance of 1e-3, absolute or relative, as its test utilities have them by default; the half options are left out.

import type { Peer } from "./peer.ts";
import { elementwise } from "./parts/comparisons.ts";
import { type Drawing, uniform } from "./parts/draws.ts";
import { inFp32Sequentially } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const value = uniform(-1.2, 1.2);
/** Width, height, channels and ε of the three-dimensional blobs. */
const blobs = [[6, 4, 2, 0.01], [4, 5, 6, 0.01], [3, 3, 8, 0.002], [5, 6, 12, 0.02], [4, 7, 16, 0.02], [6, 7, 24, 0.001], [5, 8, 32, 0.001]] as const;
const sheets = [[4, 2, 0.01], [5, 6, 0.01], [3, 8, 0.002], [6, 12, 0.02], [4, 16, 0.02], [7, 24, 0.001], [8, 32, 0.001]] as const;
const lines = [[2, 0.01], [6, 0.01], [8, 0.002], [12, 0.02], [16, 0.02], [24, 0.001], [32, 0.001]] as const;

const shapes = [
  ...blobs.map(([width, height, channels, eps]) => ({ rows: height * channels, cols: width, eps })),
  ...blobs.map(([width, height, channels, eps]) => ({ rows: channels, cols: width * height, eps })),
  ...sheets.map(([cols, rows, eps]) => ({ rows, cols, eps })),
  ...lines.map(([cols, eps]) => ({ rows: 1, cols, eps })),
];
const drawings = shapes.flatMap((shape): Drawing[] => [{ ...shape, x: value }, { ...shape, x: value, gamma: value, beta: value }]);

export default {
  id: "ncnn",
  project: "ncnn",
  source: "Tencent/ncnn tests/test_layernorm.cpp",
  description: "optimised layers against the naive one, rows of 2 to 42 values",
  variants: [
    comparing({
      format: "fp32",
      rule: "the naive layer, absolute or relative 1e-3",
      drawings,
      reference: inFp32Sequentially,
      compare: elementwise((actual, expected) => Math.abs(actual - expected) <= 1e-3 * Math.max(1, Math.abs(actual), Math.abs(expected))),
    }),
  ],
} satisfies Peer;
