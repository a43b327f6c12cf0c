// Keras: the mean and deviation of outputs within 0.1 on rows of two values, and the numbers 0 … 4 against gold numbers of five decimals.
// The default ε of the layer is 1e-3, of the operation 1e-7. Tests of shapes, axes and errors assert no values.

import type { Peer, PeerCase } from "./peer.ts";
import { allClose } from "./parts/comparisons.ts";
import { always, batchOfValues, drawBatch, normal } from "./parts/draws.ts";
import { momentsOf, unlessNear } from "./parts/row-moments.ts";
import { nameOf } from "./parts/variant.ts";

const counting = [[0, 1, 2, 3, 4]];

function layerOutput(): PeerCase {
  const batch = batchOfValues({ rows: counting, eps: 1e-3, gamma: [1, 1, 1, 1, 1], beta: [1, 1, 1, 1, 1] }, "fp32");
  return { name: "0 … 4 through the layer", batch, complaint: allClose({ rtol: 1e-6, atol: 1e-6 })([-0.41386, 0.29307, 1, 1.70693, 2.41386]) };
}

function operationOutput(): PeerCase {
  const batch = batchOfValues({ rows: counting, eps: 1e-7 }, "fp32");
  const expected = [-1.4142135, -0.70710677, 0, 0.7071067, 1.4142135];
  return { name: "0 … 4 through the operation", batch, complaint: allClose({ rtol: 1e-6, atol: 1e-3 })(expected) };
}

export default {
  id: "keras",
  project: "Keras",
  source: "keras-team/keras keras/src/layers/normalization/layer_normalization_test.py (test_correctness, test_output), keras/src/ops/nn_test.py (test_layer_normalization)",
  description: "statistics of rows of two values, and one row of gold numbers",
  variants: [
    {
      format: "fp32",
      rule: "mean and deviation of all outputs within 0.1; gold numbers, allclose 1e-6 or atol 1e-3",
      cases: (random) => {
        const batch = drawBatch({ rows: 4000, cols: 2, eps: 1e-3, x: normal(5, 10), gamma: always(1), beta: always(0) }, "fp32", random);
        const statistics: PeerCase = {
          name: nameOf(batch),
          batch,
          complaint: (y) => {
            const { mean, variance } = momentsOf(Array.from(y));
            const atol = 0.1;
            return (
              unlessNear("the mean of all outputs", { actual: mean, expected: 0, atol }) ??
              unlessNear("the deviation of all outputs", { actual: Math.sqrt(variance), expected: 1, atol })
            );
          },
        };
        return [statistics, layerOutput(), operationOutput()];
      },
    },
  ],
} satisfies Peer;
