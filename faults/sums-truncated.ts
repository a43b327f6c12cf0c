// Additions that round towards zero, as cheap adders do: the errors of a sum no longer cancel, but grow with its length.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";
import { towardsZero } from "./parts/towards-zero.ts";

export default {
  id: "sums-truncated",
  group: "precision",
  description: "every addition of the sums rounded towards zero",
  property: "zero-mean",
  minimum: { cols: 1 },
  create: () =>
    layerNormOf(
      { id: "sums-truncated", format: "fp32", contract: { algorithm: "two-pass", summation: "pairwise" } },
      { mean: (row) => correct.mean({ ...row, round: towardsZero(fp32) }) },
    ),
} satisfies Fault;
