// ggml's test-backend-ops: every backend against the CPU, uniform in [−1, 1], by the normalised mean squared error of a whole tensor. It has five ε and
// tail lengths, and no row off zero. 60 rows as in the original; views halve each side. norm_mul_add, whose γ differs from row to row, is left out.

import type { Peer } from "./peer.ts";
import { normalisedMeanSquare } from "./parts/comparisons.ts";
import { type Drawing, uniform } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const x = uniform(-1, 1);
const lengths = [64, 1025, 33, 132, 260];
const drawings = [0, 1e-6, 1e-4, 1e-1, 10].flatMap((eps) =>
  lengths.flatMap((cols): Drawing[] => [
    { rows: 60, cols, eps, x },
    // A view of half of every side of [cols, 5, 4, 3].
    { rows: 4, cols: Math.floor(cols / 2), eps, x },
  ]),
);

export default {
  id: "ggml",
  project: "ggml",
  source: "ggml-org/ggml tests/test-backend-ops.cpp (test_norm)",
  description: "backends against the CPU, rows of 16 to 1025 values in [−1, 1], five ε",
  variants: [comparing({ format: "fp32", rule: "the CPU backend, normalised mean squared error at most 1e-7", drawings, reference: inFp32, compare: normalisedMeanSquare(1e-7) })],
} satisfies Peer;
