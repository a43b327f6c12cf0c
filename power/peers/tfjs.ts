// TensorFlow.js: small integers against numbers that TensorFlow printed, recomputed here by the formula; ε = 1e-3. What it calls close forgives NaN
// only where NaN is expected. The training tests compare losses of small models, and are left out.

import type { Peer } from "./peer.ts";
import { within } from "./parts/comparisons.ts";
import { batchOfValues } from "./parts/draws.ts";
import { inDoubles } from "./parts/references.ts";
import { compared } from "./parts/variant.ts";

const eps = 1e-3;
const twoRows = [[1, 2, 3], [3, 6, 24]];
const fourRows = [[1, 2, 3], [6, 5, 4], [3, 6, 24], [-10, 0, 5]];
// The last two axes together.
const wideRows = [fourRows.slice(0, 2).flat(), fourRows.slice(2).flat()];

export default {
  id: "tfjs",
  project: "TensorFlow.js",
  source: "tensorflow/tfjs tfjs-layers/src/layers/normalization_test.ts (LayerNormalization Layer: Tensor), tolerance in tfjs-core/src/test_util.ts",
  description: "rows of three or six small integers",
  variants: [
    {
      format: "fp32",
      rule: "gold numbers of TensorFlow within 1e-3",
      cases: () =>
        [twoRows, fourRows, wideRows].map((rows) => {
          const ones = rows[0].map(() => 1);
          return compared(batchOfValues({ rows, eps, gamma: ones, beta: ones.map(() => 0) }, "fp32"), inDoubles, within(1e-3));
        }),
    },
  ],
} satisfies Peer;
