// 1/√ two last places too large, the error that CUDA's rsqrtf may have: more than a root and a division.

import type { Fault } from "../src/contract/fault.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { ulp } from "../src/formats/neighbours.ts";
import { correct, type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

function tooLarge(variance: number, row: KernelRow): number {
  const rstd = correct.rstd(variance, row);
  return rstd + 2 * ulp(fp32, rstd);
}

export default {
  id: "rsqrt-two-ulps",
  group: "precision",
  description: "rstd two last places too large (rsqrtf: 2 ulp)",
  property: "exact-rows",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "rsqrt-two-ulps", format: "fp32", contract: { algorithm: "two-pass", output: "centred" } }, { rstd: tooLarge }),
} satisfies Fault;
