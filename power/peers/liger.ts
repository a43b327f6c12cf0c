// Liger against torch.nn.LayerNorm: standard normal data, γ = 1 and β = 0 as a new module has them, ε = 1e-6. Its second test compares the kernel with
// itself through another function, which no kernel can fail.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { always, type Drawing, normal } from "./parts/draws.ts";
import { inFp32Stored } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const of = (rows: number, cols: number): Drawing => ({ rows, cols, eps: 1e-6, x: normal(), gamma: always(1), beta: always(0) });
const drawings = [of(16, 64), of(64, 128), of(1, 1023), of(21, 256), of(1, 1500)];

function variant(format: StorageFormatId, tolerance: number): PeerVariant {
  const compare = allClose({ rtol: tolerance, atol: tolerance });
  return comparing({ format, rule: `PyTorch, allclose rtol and atol ${tolerance}`, drawings, reference: inFp32Stored(format), compare });
}

export default {
  id: "liger",
  project: "Liger Kernel",
  source: "linkedin/Liger-Kernel test/transformers/test_layer_norm.py",
  description: "normal rows of 64 to 1500 values, γ = 1",
  variants: [variant("fp32", 1e-5), variant("bf16", 2e-2)],
} satisfies Peer;
