// Stochastic rounding whose generator is the index: even places go towards zero, odd ones away from it, always the same way.

import type { Fault } from "../src/contract/fault.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { nextDown, nextUp } from "../src/formats/neighbours.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";
import { towardsZero } from "./parts/towards-zero.ts";

const truncate = towardsZero(fp16);

function directed(y: number, i: number): number {
  const low = truncate(y);
  if (low === y || i % 2 === 0) return low;
  return y > 0 ? nextUp(fp16, low) : nextDown(fp16, low);
}

export default {
  id: "output-rounded-by-index",
  group: "precision",
  description: "rounding direction taken from the element's index",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "output-rounded-by-index", format: "fp16" }, { affine: (row, i, normalised) => directed(correct.affine(row, i, normalised), i) }),
} satisfies Fault;
