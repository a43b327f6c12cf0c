// The sums of squares of two blocks added up: what lies between their means is lost.

import type { Fault } from "../src/contract/fault.ts";
import { blocksOf, merge, type Merge } from "./parts/chan.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";

const withoutCrossTerm: Merge = (a, b, round) => ({ ...merge(a, b, round), squares: round(a.squares + b.squares) });

export default {
  id: "chan-without-cross-term",
  group: "variance",
  description: "Chan's merge without δ²·n_A·n_B/n (candle #3477: n_B/n in integers, hence 0)",
  property: "within-samuelson",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "chan-without-cross-term", format: "fp32" }, partsFrom(blocksOf(4, withoutCrossTerm))),
} satisfies Fault;
