// DeepSpeed's inference kernels against PyTorch in fp32: standard normal x and γ, β in [0, 1], long rows. Up to 4096 rows in the original; 2 here.
// Tests with residuals are left out.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { type Drawing, normal, uniform } from "./parts/draws.ts";
import { inFp32Stored } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const lengths = [384, 512, 768, 1024, 2048, 8192, 14432];
const drawings = [1, 2].flatMap((rows) => lengths.map((cols): Drawing => ({ rows, cols, eps: 1e-5, x: normal(), gamma: normal(), beta: uniform(0, 1) })));

function variant(format: StorageFormatId, tolerance: { readonly rtol: number; readonly atol: number }): PeerVariant {
  const rule = `PyTorch in fp32, allclose rtol ${tolerance.rtol}, atol ${tolerance.atol}`;
  return comparing({ format, rule, drawings, reference: inFp32Stored(format), compare: allClose(tolerance) });
}

export default {
  id: "deepspeed",
  project: "DeepSpeed",
  source: "microsoft/DeepSpeed tests/unit/ops/transformer/inference/test_layer_norm.py",
  description: "inference kernels on normal rows of 384 to 14432 values",
  variants: [variant("fp32", { rtol: 5e-4, atol: 5e-5 }), variant("fp16", { rtol: 3e-2, atol: 2e-3 })],
} satisfies Peer;
