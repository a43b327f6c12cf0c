// δ for δ²: the cross term has a sign, and a unit that is not that of a square.

import type { Fault } from "../src/contract/fault.ts";
import { blocksOf, merge, type Merge } from "./parts/chan.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";

const signed: Merge = (a, b, round) => ({
  ...merge(a, b, round),
  squares: round(round(a.squares + b.squares) + Math.abs(round(round(b.mean - a.mean) * ((a.count * b.count) / (a.count + b.count))))),
});

export default {
  id: "chan-signed-cross-term",
  group: "variance",
  description: "Chan's cross term with δ where δ² belongs",
  property: "unit-variance",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "chan-signed-cross-term", format: "fp16" }, partsFrom(blocksOf(4, signed))),
} satisfies Fault;
