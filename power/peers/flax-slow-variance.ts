// The one line of the field that is far from zero: Flax adds 1e6 to normal data, with the comment that this breaks fast variance, and asks it of the slow
// one only. At κ = 1e6 a correct fp32 kernel is off by up to 0.1; the test passes with tolerance 1e-3 because reference and kernel take the same
// mean, bit for bit. So it tells the one-pass variance from others, and accuses correct kernels that sum in another order. Assumed: XLA adds four
// values pair by pair.

import type { Peer } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { normal } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

export default {
  id: "flax-slow-variance",
  project: "Flax",
  source: "google/flax tests/linen/linen_test.py (NormalizationTest.test_layer_norm, use_fast_variance=False)",
  description: "six rows of 4 values, 1e6 + normal",
  variants: [
    comparing({
      format: "fp32",
      rule: "jax.numpy in fp32, allclose rtol 1e-3, atol 1e-3",
      drawings: [{ rows: 6, cols: 4, eps: 1e-5, x: normal(1e6) }],
      reference: inFp32,
      compare: allClose({ rtol: 1e-3, atol: 1e-3 }),
    }),
  ],
} satisfies Peer;
