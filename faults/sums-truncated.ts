// Additions that round towards zero, as cheap adders do: the errors of a sum no longer cancel, but grow with its length.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";
import { towardsZero } from "./parts/towards-zero.ts";

const truncate = towardsZero(fp32);

export default {
  id: "sums-truncated",
  group: "precision",
  description: "every addition of the sums rounded towards zero",
  property: "zero-mean",
  minimum: { cols: 15 },
  create: () =>
    layerNormOf(
      { id: "sums-truncated", format: "fp32", contract: { algorithm: "two-pass", output: "centred" } },
      { mean: ({ x, n, round }) => round(sum(x, truncate) / n) },
    ),
} satisfies Fault;
