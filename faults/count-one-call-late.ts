// The number of columns is taken from a workspace that shrinks one call late: after a longer row, the sum is divided by the length of that
// one (onnxruntime #19387 read what a buffer happened to hold).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "count-one-call-late",
  group: "state",
  description: "divides by the length of the row before, if that was longer (a workspace used again)",
  property: "after-longer-rows",
  minimum: { cols: 1, x: [1] },
  create() {
    let before = 0;
    return layerNormOf(
      { id: "count-one-call-late", format: "fp32" },
      {
        mean({ x, n, round }) {
          const count = Math.max(n, before);
          before = n;
          return round(sum(x, round) / count);
        },
      },
    );
  },
} satisfies Fault;
