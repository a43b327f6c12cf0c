// The cast to half drops bits instead of rounding: a unit where half a unit was promised.

import type { Fault } from "../src/contract/fault.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";
import { towardsZero } from "./parts/towards-zero.ts";

const truncate = towardsZero(fp16);

export default {
  id: "output-truncated",
  group: "precision",
  description: "fp32 → fp16 towards zero (conversion by shifts and masks)",
  property: "oracle-agreement",
  minimum: { cols: 3 },
  create: () => layerNormOf({ id: "output-truncated", format: "fp16" }, { affine: (row, i, normalised) => truncate(correct.affine(row, i, normalised)) }),
} satisfies Fault;
