// Apex compares its CUDA kernel with the CPU kernel in fp32, on standard normal data with γ = 1 and β = 0. In half types the reference is computed from
// the values before they were rounded. 65536 rows in the large shape of the original; 64 here.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { always, drawBatch, type Drawing, normal } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { nameOf } from "./parts/variant.ts";

const affine = { gamma: always(1), beta: always(0) };
// normalized_shape is [32, 16].
const shape = { cols: 512, eps: 1e-5, x: normal() };

function variant(format: StorageFormatId, tolerance: { readonly rtol: number; readonly atol: number }, drawings: readonly Drawing[]): PeerVariant {
  const { round } = formatOf(format);
  return {
    format,
    rule: `the CPU kernel in fp32 on unrounded data, assert_close rtol ${tolerance.rtol}, atol ${tolerance.atol}`,
    cases: (random) =>
      drawings.map((drawing) => {
        const unrounded = drawBatch(drawing, "fp32", random);
        const batch = { ...unrounded, x: unrounded.x.map(round) };
        return { name: nameOf(batch), batch, complaint: allClose(tolerance)(inFp32(unrounded).map(round)) };
      }),
  };
}

export default {
  id: "apex",
  project: "Apex",
  source: "NVIDIA/apex tests/L0/run_fused_layer_norm/test_fused_layer_norm.py",
  description: "CUDA kernel against CPU kernel, normal rows of 512 values",
  variants: [
    // assert_close's defaults for fp32.
    variant("fp32", { rtol: 1.3e-6, atol: 1e-5 }, [{ rows: 16, ...shape }, { rows: 64, ...shape }, { rows: 16, ...shape, ...affine }, { rows: 64, ...shape, ...affine }]),
    variant("fp16", { rtol: 1e-3, atol: 1e-3 }, [{ rows: 16, ...shape, ...affine }]),
    variant("bf16", { rtol: 1.6e-2, atol: 3e-4 }, [{ rows: 16, ...shape, ...affine }]),
  ],
} satisfies Peer;
