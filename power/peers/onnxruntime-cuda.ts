// ONNX Runtime's CUDA kernel against its CPU kernel, on uniform data in [−10, 10], γ and β included. The CPU kernel stands for the reference; it was
// a one-pass kernel itself while the test was written. The two larger shapes have 640 and 8192 rows in the original; 16 here, since rows are alike.

import type { Peer } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { type Drawing, uniform } from "./parts/draws.ts";
import { inFp32Sequentially } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const value = uniform(-10, 10);
const of = (rows: number, cols: number): Drawing => ({ rows, cols, eps: 1e-5, x: value, gamma: value, beta: value });

export default {
  id: "onnxruntime-cuda",
  project: "ONNX Runtime",
  source: "microsoft/onnxruntime onnxruntime/test/providers/cuda/layer_norm_test.cc (CompareWithCPU)",
  description: "CUDA kernel against CPU kernel, rows of 128 to 1024 values in [−10, 10]",
  variants: [
    comparing({
      format: "fp32",
      rule: "the CPU kernel, absolute 1e-4 + relative 1e-4",
      drawings: [of(80, 128), of(80, 128), of(16, 768), of(16, 1024)],
      reference: inFp32Sequentially,
      compare: allClose({ rtol: 1e-4, atol: 1e-4 }),
    }),
  ],
} satisfies Peer;
