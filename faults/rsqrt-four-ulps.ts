// 1/√ four last places too large: one Newton step from a poor start, or a fused one in the wrong order.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { ulp } from "../src/formats/neighbours.ts";
import { correct, type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

function tooLarge(variance: number, row: KernelRow): number {
  const rstd = correct.rstd(variance, row);
  return rstd + 4 * ulp(fp32, rstd);
}

export default {
  id: "rsqrt-four-ulps",
  group: "precision",
  description: "rstd four last places too large",
  property: "exact-rows",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "rsqrt-four-ulps", format: "fp32", contract: { algorithm: "two-pass", output: "centred" } }, { rstd: tooLarge }),
} satisfies Fault;
