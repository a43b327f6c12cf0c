// A Newton step r(3/2 − v/2·r²) that forms r² first: infinite where v is subnormal, and then ∞ − ∞.

import type { Fault } from "../src/contract/fault.ts";
import { type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

function newton(variance: number, { eps, round }: KernelRow): number {
  const v = round(variance + eps);
  const r = round(1 / Math.sqrt(v));
  return v === 0 ? Infinity : round(r * (1.5 - (v / 2) * round(r * r)));
}

export default {
  id: "rsqrt-newton-overflow",
  group: "precision",
  description: "a Newton step for 1/√v whose r² overflows at the bottom of the range (ncnn #6903, in review)",
  property: "oracle-agreement",
  minimum: { cols: 2, x: [0, 2 ** -63] },
  create: () => layerNormOf({ id: "rsqrt-newton-overflow", format: "fp32" }, { rstd: newton }),
} satisfies Fault;
