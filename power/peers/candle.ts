// candle: short integer rows against numbers of four decimals, which must be equal after rounding, and one uniform tensor in [0, 1] within 1e-5 of its
// slower LayerNorm. Two of the literals must be met exactly.

import type { Peer, PeerCase } from "./peer.ts";
import { elementwise, equalDecimals, strictlyWithin, type Comparison } from "./parts/comparisons.ts";
import { always, batchOfValues, drawBatch, type GivenValues, uniform } from "./parts/draws.ts";
import { inFp32Sequentially } from "./parts/references.ts";
import { compared, nameOf } from "./parts/variant.ts";

const exactly: Comparison = elementwise((actual, expected) => actual === expected);

const uniformRows = { rows: 24 * 70, cols: 64, eps: 1e-5, x: uniform(0, 1), gamma: always(1), beta: always(0) };

function gold(values: GivenValues, expected: readonly number[], compare: Comparison): PeerCase {
  const batch = batchOfValues(values, "fp32");
  return { name: nameOf(batch), batch, complaint: compare(expected) };
}

export default {
  id: "candle",
  project: "candle",
  source: "huggingface/candle candle-nn/tests/layer_norm.rs, candle-nn/tests/ops.rs (layer_norm, layer_norml)",
  description: "integer rows to four decimals; uniform rows of 64 values",
  variants: [
    {
      format: "fp32",
      rule: "gold numbers, equal to four decimals; candle's slow LayerNorm, largest difference below 1e-5",
      cases: (random) => [
        gold({ rows: [[2]], eps: 1e-8, gamma: [3], beta: [0.5] }, [0.5], exactly),
        gold({ rows: [[4, 0]], eps: 1e-8, gamma: [3, 3], beta: [0.5, 0.5] }, [3.5, -2.5], exactly),
        gold(
          { rows: [[1, 2, 3], [4, 5, 6], [9, 8, 7]], eps: 1e-8, gamma: [3, 3, 3], beta: [0.5, 0.5, 0.5] },
          [-3.1742, 0.5, 4.1742, -3.1742, 0.5, 4.1742, 4.1742, 0.5, -3.1742],
          equalDecimals(4),
        ),
        gold(
          { rows: [[3, 1, 4], [1, 5, 9], [2, 1, 7], [8, 2, 8]], eps: 1e-5, gamma: [1, 2, 3], beta: [0.5, 0, -0.2] },
          [0.7673, -2.6726, 3.0071, -0.7247, 0, 3.4742, -0.008, -1.778, 3.991, 1.2071, -2.8284, 1.9213],
          equalDecimals(4),
        ),
        compared(drawBatch(uniformRows, "fp32", random), inFp32Sequentially, strictlyWithin(1e-5)),
      ],
    },
  ],
} satisfies Peer;
