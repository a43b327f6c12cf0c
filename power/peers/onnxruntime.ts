// ONNX Runtime's operator tests: a handful of literal rows with four decimals, and BERT's shape with ε = 1e-12 against the decomposed graph.
// The rule is ONNX Runtime's: |a − e| ≤ absolute + relative·|e|, with defaults by element type. Cases that broadcast γ over rows are left out, and
// those that repeat a row through another opset or as initialisers. In this version no row is far from zero.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Peer, PeerCase, PeerVariant } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { batchOfValues, drawBatch, uniform } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { compared, nameOf } from "./parts/variant.ts";

interface Gold {
  readonly rows: readonly (readonly number[])[];
  readonly gamma?: readonly number[];
  readonly beta?: readonly number[];
  readonly expected: readonly number[];
  /** Absolute tolerance that the test sets instead of the default of its type. */
  readonly absolute?: Partial<Record<StorageFormatId, number>>;
  readonly formats: readonly StorageFormatId[];
}

const eps = 1e-5;
const scaled = [-0.6953, 5.1824];
const golds: readonly Gold[] = [
  { rows: [[1, 2, 3], [4, 5, 6]], gamma: [1, 1, 1], expected: [-1.2247, 0, 1.2247, -1.2247, 0, 1.2247], absolute: { fp64: 1e-4 }, formats: ["fp64", "fp32", "fp16", "bf16"] },
  {
    rows: [[-10.264, 8.6453], [43.1561, -0.641239], [-8.2164, 0.11412], [41.3156, 3.0458]],
    gamma: scaled,
    expected: [0.6953, 5.1824, -0.6953, -5.1824, 0.6953, 5.1824, -0.6953, -5.1824],
    formats: ["fp32", "fp16"],
  },
  {
    rows: [[1.2416, 0.946123], [13.1685, 0.36423], [21.145, 0.03941]],
    gamma: scaled,
    beta: [0.6435, -0.3964],
    expected: [-0.0516, -5.5776, -0.0518, -5.5788, -0.0518, -5.5788],
    absolute: { fp32: 1e-4 },
    formats: ["fp32", "fp16", "bf16"],
  },
  { rows: [[0, 1], [2, 3], [4, 5], [6, 7]], gamma: [1, 2], beta: [0, 0.5], expected: [-1, 2.5, -1, 2.5, -1, 2.5, -1, 2.5], absolute: { fp32: 1e-4 }, formats: ["fp32"] },
  { rows: [[1.2416], [0.946123], [13.1685]], gamma: [-0.6953], beta: [0.6435], expected: [0.6435, 0.6435, 0.6435], formats: ["fp32"] },
  {
    rows: [[0, 1, 2, 3, 4, 5, 6, 7]],
    gamma: [1, 0.5, 1, 0.5, 1, 0.5, 1, 0.5],
    expected: [-1.527524, -0.545544, -0.654653, -0.109109, 0.218218, 0.327327, 1.091088, 0.763762],
    formats: ["fp32"],
  },
];

/** Defaults of onnxruntime/test/unittest_util/checkers.cc. */
const defaults: Readonly<Record<StorageFormatId, { readonly atol: number; readonly rtol: number }>> = {
  fp64: { atol: 1e-5, rtol: 1e-5 },
  fp32: { atol: 1e-5, rtol: 1e-4 },
  fp16: { atol: 0.0025, rtol: 0.001 },
  bf16: { atol: 0.02, rtol: 0.01 },
};

function variant(format: StorageFormatId): PeerVariant {
  const { atol, rtol } = defaults[format];
  return {
    format,
    rule: `gold numbers${format === "fp32" ? " and the decomposed graph" : ""}, absolute ${atol} (some cases 1e-4) + relative ${rtol}`,
    cases: (random) => [
      ...golds.filter(({ formats }) => formats.includes(format)).map((gold) => caseOf(gold, format)),
      // BERTLayerNorm, with and without β.
      ...(format === "fp32" ? [uniform(0, 1), undefined] : []).map((beta) =>
        compared(drawBatch({ rows: 4, cols: 128, eps: 1e-12, x: uniform(0, 1), gamma: uniform(0, 1), beta }, format, random), inFp32, allClose({ atol, rtol })),
      ),
    ],
  };
}

function caseOf({ rows, gamma, beta, expected, absolute }: Gold, format: StorageFormatId): PeerCase {
  const batch = batchOfValues({ rows, eps, ...(gamma && { gamma }), ...(beta && { beta }) }, format);
  return { name: nameOf(batch), batch, complaint: allClose({ ...defaults[format], ...(absolute?.[format] && { atol: absolute[format] }) })(expected) };
}

export default {
  id: "onnxruntime",
  project: "ONNX Runtime",
  source: "microsoft/onnxruntime onnxruntime/test/contrib_ops/layer_norm_op_test.cc and layer_norm_test.cc, tolerances in onnxruntime/test/unittest_util/checkers.cc",
  description: "operator tests: literal rows with four decimals, BERT's shape on [0, 1]",
  variants: [variant("fp64"), variant("fp32"), variant("fp16"), variant("bf16")],
} satisfies Peer;
