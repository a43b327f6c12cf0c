// The test at the end of Triton's LayerNorm tutorial, from which many kernels were copied: half precision, one shape, a mean of −2.3 and a deviation of
// 0.5, atol 1e-2 (in older versions two decimals). 1151 rows in the original; 8 here.

import type { Peer } from "./peer.ts";
import { within } from "./parts/comparisons.ts";
import { normal, uniform } from "./parts/draws.ts";
import { inFp32Stored } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

export default {
  id: "triton-tutorial",
  project: "Triton",
  source: "triton-lang/triton python/tutorials/05-layer-norm.py (test_layer_norm)",
  description: "one batch of rows of 8192 halves, −2.3 + 0.5·normal",
  variants: [
    comparing({
      format: "fp16",
      rule: "PyTorch's layer_norm in fp16 within 1e-2",
      drawings: [{ rows: 8, cols: 8192, eps: 1e-5, x: normal(-2.3, 0.5), gamma: uniform(0, 1), beta: uniform(0, 1) }],
      reference: inFp32Stored("fp16"),
      compare: within(1e-2),
    }),
  ],
} satisfies Peer;
