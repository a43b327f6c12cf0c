// Subnormal squares are flushed to zero: where ε is 0, deviations below 2^-63 have no variance.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { layerNormOf, squares, sum } from "./parts/layer-norm.ts";

function flushed(x: number): number {
  const y = fp32.round(x);
  return Math.abs(y) < fp32.minNormal ? 0 : y;
}

export default {
  id: "squares-flushed",
  group: "precision",
  description: "flush-to-zero in the sum of squares (fast-math, GPUs with ftz)",
  property: "finite-output",
  minimum: { cols: 2, x: [0, 2 ** -63] },
  create: () => layerNormOf({ id: "squares-flushed", format: "fp32" }, { variance: ({ x, n, round }, mean) => round(sum(squares(x, mean, flushed), round) / n) }),
} satisfies Fault;
