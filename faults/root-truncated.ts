// The root, its reciprocal and the last product round towards zero: each loses up to two units where one was promised.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";
import { towardsZero } from "./parts/towards-zero.ts";

const truncate = towardsZero(fp32);

export default {
  id: "root-truncated",
  group: "precision",
  description: "1/√ and the last product rounded towards zero",
  property: "exact-rows",
  minimum: { cols: 1 },
  create: () =>
    layerNormOf(
      { id: "root-truncated", format: "fp32" },
      { rstd: (variance, row) => correct.rstd(variance, { ...row, round: truncate }), normalised: (row, i, statistics) => correct.normalised({ ...row, round: truncate }, i, statistics) },
    ),
} satisfies Fault;
