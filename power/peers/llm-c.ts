// llm.c checks each of its CUDA kernels against a CPU loop in fp32, uniform in [−1, 1], before it times them; two of those kernels are one-pass.
// 8192 rows in the original; 32 here. It compares mean and rstd as well, which an implementation here does not return.

import type { Peer } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { uniform } from "./parts/draws.ts";
import { inFp32Sequentially } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const value = uniform(-1, 1);

export default {
  id: "llm-c",
  project: "llm.c",
  source: "karpathy/llm.c dev/cuda/layernorm_forward.cu, validate_result in dev/cuda/common.h",
  description: "CUDA kernels against a CPU loop, rows of 768 values in [−1, 1]",
  variants: [
    comparing({
      format: "fp32",
      rule: "a CPU loop in fp32, 1e-5 + 2^-23·|e|",
      drawings: [{ rows: 32, cols: 768, eps: 1e-5, x: value, gamma: value, beta: value }],
      reference: inFp32Sequentially,
      // FLT_EPSILON.
      compare: allClose({ rtol: 2 ** -23, atol: 1e-5 }),
    }),
  ],
} satisfies Peer;
