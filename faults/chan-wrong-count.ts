// The cross term with the count after the merge in place of the one before: δ²·n·n_B/n.

import type { Fault } from "../src/contract/fault.ts";
import { blocksOf, merge, type Merge } from "./parts/chan.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";

const wrongCount: Merge = (a, b, round) => {
  const delta = round(b.mean - a.mean);
  return { ...merge(a, b, round), squares: round(round(a.squares + b.squares) + round(round(delta * delta) * b.count)) };
};

export default {
  id: "chan-wrong-count",
  group: "variance",
  description: "Chan's cross term with the updated count",
  property: "unit-variance",
  minimum: { cols: 3, x: [0, 0, 1] },
  create: () => layerNormOf({ id: "chan-wrong-count", format: "fp64" }, partsFrom(blocksOf(2, wrongCount))),
} satisfies Fault;
