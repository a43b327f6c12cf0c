// Flax's test as it treats the kernel that everybody gets, with fast variance: 24 standard normal values over several axes, no γ, no β, against one line
// of jax.numpy in fp32. The line with a mean of 1e6 is run only when fast variance is off: see flax-slow-variance. Axis 1 and all axes are other shapes.

import type { Peer } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { type Drawing, normal } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const of = (rows: number, cols: number): Drawing => ({ rows, cols, eps: 1e-5, x: normal() });

export default {
  id: "flax",
  project: "Flax",
  source: "google/flax tests/linen/linen_test.py (NormalizationTest.test_layer_norm, use_fast_variance=True)",
  description: "24 normal values as rows of 4, 3, 12 and 24",
  variants: [
    comparing({
      format: "fp32",
      rule: "jax.numpy in fp32, allclose rtol 1e-3, atol 1e-3",
      drawings: [of(6, 4), of(8, 3), of(2, 12), of(1, 24)],
      reference: inFp32,
      compare: allClose({ rtol: 1e-3, atol: 1e-3 }),
    }),
  ],
} satisfies Peer;
