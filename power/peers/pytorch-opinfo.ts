// PyTorch's operator database: a few tiny shapes, values in [−9, 9] for x, γ and β alike, against a numpy reference.
// Left out: ε = −0.5 and the empty tensor, which are no rows. Assumed: rtol 1e-3 and atol 1e-5 in fp32 (an override that we remember, not one that we
// could read); in fp64 the defaults of assert_close.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { type Drawing, uniform } from "./parts/draws.ts";
import { inDoubles, inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

// make_tensor's range for floating-point types.
const value = uniform(-9, 9);
const drawings: readonly Drawing[] = [
  { rows: 1, cols: 6, eps: 0.5, x: value, gamma: value, beta: value },
  { rows: 1, cols: 1, eps: 1e-5, x: value, gamma: value, beta: value },
  { rows: 1, cols: 2, eps: 1e-5, x: value, gamma: value, beta: value },
  { rows: 1, cols: 2, eps: 1e-5, x: value },
];

function variant(format: StorageFormatId, tolerance: { readonly rtol: number; readonly atol: number }): PeerVariant {
  const reference = format === "fp64" ? inDoubles : inFp32;
  return comparing({ format, rule: `numpy in ${format}, allclose rtol ${tolerance.rtol}, atol ${tolerance.atol}`, drawings, reference, compare: allClose(tolerance) });
}

export default {
  id: "pytorch-opinfo",
  project: "PyTorch",
  source: "pytorch/pytorch torch/testing/_internal/common_methods_invocations.py (sample_inputs_layer_norm, reference_native_layer_norm)",
  description: "OpInfo samples of layer_norm, four rows of at most six values",
  variants: [variant("fp32", { rtol: 1e-3, atol: 1e-5 }), variant("fp64", { rtol: 1e-7, atol: 1e-7 })],
} satisfies Peer;
