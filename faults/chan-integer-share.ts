// n_B/n in integers is 0: the mean stays that of the first block, and so does the cross term.

import type { Fault } from "../src/contract/fault.ts";
import { blocksOf, type Merge } from "./parts/chan.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";

const integerShare: Merge = (a, b, round) => ({ ...a, count: a.count + b.count, squares: round(a.squares + b.squares) });

export default {
  id: "chan-integer-share",
  group: "variance",
  description: "Chan's merge with an integer quotient (candle #3477)",
  property: "zero-mean",
  minimum: { cols: 9, x: [0, 0, 0, 0, 0, 0, 0, 0, 1] },
  create: () => layerNormOf({ id: "chan-integer-share", format: "fp32" }, partsFrom(blocksOf(8, integerShare))),
} satisfies Fault;
