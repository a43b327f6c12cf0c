// bf16 as the upper half of a float: the lower one is cut off, not rounded.

import type { Fault } from "../src/contract/fault.ts";
import { bf16 } from "../src/formats/bf16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";
import { towardsZero } from "./parts/towards-zero.ts";

const truncate = towardsZero(bf16);

export default {
  id: "output-truncated-bf16",
  group: "precision",
  description: "fp32 → bf16 by dropping 16 bits (x >> 16, in many a hand-written conversion)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "output-truncated-bf16", format: "bf16" }, { affine: (row, i, normalised) => truncate(correct.affine(row, i, normalised)) }),
} satisfies Fault;
