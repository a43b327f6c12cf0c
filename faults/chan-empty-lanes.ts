// Four lanes merged two by two: in a row of one or two elements lanes 2 and 3 are both empty, and their shares are 0/0.

import type { Fault } from "../src/contract/fault.ts";
import { type Block, merge } from "./parts/chan.ts";
import { type KernelRow, layerNormOf, squares, sum } from "./parts/layer-norm.ts";
import { type Moments, partsFrom } from "./parts/moments.ts";

function lane({ x, round }: KernelRow, first: number): Block {
  const own = x.filter((_, i) => i % 4 === first);
  const mean = own.length === 0 ? 0 : round(sum(own, round) / own.length);
  return { count: own.length, mean, squares: sum(squares(own, mean, round), round) };
}

function fourLanes(row: KernelRow): Moments {
  const { round, n } = row;
  const { mean, squares: total } = merge(merge(lane(row, 0), lane(row, 1), round), merge(lane(row, 2), lane(row, 3), round), round);
  return { mean, variance: round(total / n) };
}

export default {
  id: "chan-empty-lanes",
  group: "variance",
  description: "Chan's merge of two empty lanes (flash-attention: “can handle one of them being 0, not both”)",
  property: "finite-output",
  minimum: { cols: 1, x: [0] },
  create: () => layerNormOf({ id: "chan-empty-lanes", format: "fp32" }, partsFrom(fourLanes)),
} satisfies Fault;
