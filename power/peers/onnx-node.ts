// The node tests that every ONNX backend must pass: standard normal x, γ and β of at most 120 values a row, made once by numpy in fp32.
// Negative axes repeat the shapes with other γ and β. The outputs Mean and InvStdDev are compared too, which an implementation here does not return.

import type { Peer } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { type Drawing, normal } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

/** Rows × columns of a tensor for each axis. */
function byAxis(shape: readonly number[], eps: number): readonly Drawing[] {
  const size = (part: readonly number[]) => part.reduce((product, side) => product * side, 1);
  const positive = shape.map((_, axis): Drawing => ({ rows: size(shape.slice(0, axis)), cols: size(shape.slice(axis)), eps, x: normal(), gamma: normal(), beta: normal() }));
  return [...positive, ...positive];
}

const fourDimensions = byAxis([2, 3, 4, 5], 1e-5);

export default {
  id: "onnx-node",
  project: "ONNX",
  source: "onnx/onnx onnx/backend/test/case/node/layernormalization.py, tolerances in onnx/backend/test/loader/__init__.py",
  description: "backend node tests of LayerNormalization, 19 models of tiny normal tensors",
  variants: [
    comparing({
      format: "fp32",
      rule: "numpy in fp32, allclose rtol 1e-3, atol 1e-7",
      // The default axis is the last one.
      drawings: [...fourDimensions, fourDimensions[3], ...byAxis([3, 4], 1e-5), ...byAxis([2, 3, 5], 1e-1)],
      reference: inFp32,
      compare: allClose({ rtol: 1e-3, atol: 1e-7 }),
    }),
  ],
} satisfies Peer;
