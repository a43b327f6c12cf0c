// burn: one literal row of ten values with two ε, and a row pair imported from PyTorch. Its default tolerance is half a percent of the larger value.

import type { Peer, PeerCase } from "./peer.ts";
import { elementwise, strictlyWithin } from "./parts/comparisons.ts";
import { batchOfValues } from "./parts/draws.ts";
import { nameOf } from "./parts/variant.ts";

const row = [-0.6897, -2.7106, 2.2222, -1.033, -0.8933, 1.1765, 0.0601, 1.5252, -0.363, 0.6728];
const usual = [-0.499, -1.968, 1.6178, -0.7486, -0.647, 0.8576, 0.0461, 1.1111, -0.2614, 0.4915];
const largeEps = [-0.4863, -1.918, 1.5766, -0.7295, -0.6305, 0.8358, 0.0449, 1.0828, -0.2548, 0.479];
const pairs = [[0.7576316, 0.27931088], [0.40306926, 0.73468447], [0.02928156, 0.7998586], [0.39713734, 0.75437194]];
const pairsExpected = [0.99991274, -0.9999125, -0.9998183, 0.9998183, -0.9999662, 0.99996626, -0.99984336, 0.99984336];

/** |a − e| < max(absolute, relative·max(|a|, |e|)), balanced precision. */
const balanced = elementwise((actual, expected) => actual === expected || Math.abs(actual - expected) < Math.max(1e-5, 0.005 * Math.max(Math.abs(actual), Math.abs(expected))));

function rowCase(eps: number, expected: readonly number[], withBeta: boolean): PeerCase {
  const batch = batchOfValues({ rows: [row], eps, gamma: row.map(() => 1), ...(withBeta && { beta: row.map(() => 0) }) }, "fp32");
  return { name: nameOf(batch), batch, complaint: balanced(expected) };
}

export default {
  id: "burn",
  project: "burn",
  source: "tracel-ai/burn crates/burn-nn/src/modules/norm/layer.rs (tests), crates/burn-store/pytorch-tests/tests/layer_norm/mod.rs",
  description: "one row of ten values with two ε, four rows of two",
  variants: [
    {
      format: "fp32",
      rule: "gold numbers, relative 0.005 or absolute 1e-5; imported rows within 1e-3",
      cases: () => {
        const batch = batchOfValues({ rows: pairs, eps: 1e-5, gamma: [1, 1], beta: [0, 0] }, "fp32");
        return [rowCase(1e-5, usual, true), rowCase(1e-1, largeEps, true), rowCase(1e-5, usual, false), { name: nameOf(batch), batch, complaint: strictlyWithin(1e-3)(pairsExpected) }];
      },
    },
  ],
} satisfies Peer;
