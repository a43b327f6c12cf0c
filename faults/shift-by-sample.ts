// The variance about the mean of the first eight elements, a fair guess that nobody corrected.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "shift-by-sample",
  group: "variance",
  description: "Σ(x − s)²/n with s the mean of the first 8 elements, uncorrected (tt-metal #54786 shifts by a sample)",
  property: "unit-variance",
  minimum: { cols: 9, x: [0, 0, 0, 0, 0, 0, 0, 0, 1] },
  create: () =>
    layerNormOf(
      { id: "shift-by-sample", format: "fp32" },
      { variance: (row) => correct.variance(row, correct.mean({ ...row, x: row.x.subarray(0, 8), n: Math.min(8, row.n) })) },
    ),
} satisfies Fault;
