// FlashAttention's Triton LayerNorm: standard normal data, and a rule that allows twice what plain PyTorch in the same type is off by, plus atol. That is
// nothing where PyTorch computes in fp32 as the reference does, and then the test takes the error of multiplying by 0.3 and dividing again: an ulp of the
// largest output. 4096 rows in the original; 8 here. Residuals, dropout and row scales, which make another operator of it, are left out.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { within } from "./parts/comparisons.ts";
import { drawBatch, normal } from "./parts/draws.ts";
import { inFp32Stored } from "./parts/references.ts";
import { nameOf } from "./parts/variant.ts";

const lengths = [192, 2048, 2560, 3000, 4096];

function variant(format: StorageFormatId, atol: number): PeerVariant {
  return {
    format,
    rule: `PyTorch in fp32, largest error ${atol} plus two ulp of the largest output`,
    cases: (random) =>
      lengths.map((cols) => {
        const batch = drawBatch({ rows: 8, cols, eps: 1e-6, x: normal(), gamma: normal(), beta: normal() }, format, random);
        const expected = inFp32Stored(format)(batch);
        return { name: nameOf(batch), batch, complaint: within(atol + 2 * perturbation(expected, format))(expected) };
      }),
  };
}

/** The largest change by a multiplication with 0.3 and a division by it. */
function perturbation(values: Float64Array, format: StorageFormatId): number {
  const { round } = formatOf(format);
  return values.reduce((max, value) => Math.max(max, Math.abs(round(round(value * 0.3) / 0.3) - value)), 0);
}

export default {
  id: "flash-attention",
  project: "FlashAttention",
  source: "Dao-AILab/flash-attention tests/ops/triton/test_layer_norm.py",
  description: "Triton LayerNorm on normal rows of 192 to 4096 values",
  variants: [variant("fp32", 1e-4), variant("fp16", 1e-2), variant("bf16", 5e-2)],
} satisfies Peer;
