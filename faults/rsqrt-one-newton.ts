// One Newton step from a start of ten bits: twenty bits where twenty-four were promised.

import type { Fault } from "../src/contract/fault.ts";
import { roundToBits } from "../src/formats/significand.ts";
import { type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

function newton(variance: number, { eps, round }: KernelRow): number {
  const v = round(variance + eps);
  const start = roundToBits(1 / Math.sqrt(v), 10);
  return v === 0 ? Infinity : round(start * (1.5 - (v / 2) * start * start));
}

export default {
  id: "rsqrt-one-newton",
  group: "precision",
  description: "1/√ from a 10-bit estimate and one Newton step",
  property: "exact-rows",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "rsqrt-one-newton", format: "fp32" }, { rstd: newton }),
} satisfies Fault;
