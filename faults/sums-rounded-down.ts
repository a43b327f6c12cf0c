// A rounding mode left behind by other code: everything goes towards −∞, and −x is no longer treated as x is.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { nextUp } from "../src/formats/neighbours.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

function down(x: number): number {
  const nearest = fp32.round(x);
  return nearest > x ? -nextUp(fp32, -nearest) : nearest;
}

export default {
  id: "sums-rounded-down",
  group: "precision",
  description: "sums rounded towards −∞ (fesetround not undone)",
  property: "negation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "sums-rounded-down", format: "fp32" }, { mean: (row) => correct.mean({ ...row, round: down }) }),
} satisfies Fault;
