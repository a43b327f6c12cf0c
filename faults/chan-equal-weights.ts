// Two partial means averaged as if they were of equally many elements: right for every power of two, wrong for the block that is left over.

import type { Fault } from "../src/contract/fault.ts";
import { blocksOf, merge, type Merge } from "./parts/chan.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";

const equalWeights: Merge = (a, b, round) => ({ ...merge(a, b, round), mean: round(round(a.mean + b.mean) / 2) });

export default {
  id: "chan-equal-weights",
  group: "variance",
  description: "Chan's merge takes (m_A + m_B)/2 where the last block is shorter",
  property: "zero-mean",
  minimum: { cols: 3, x: [0, 0, 1] },
  create: () => layerNormOf({ id: "chan-equal-weights", format: "fp32" }, partsFrom(blocksOf(2, equalWeights))),
} satisfies Fault;
