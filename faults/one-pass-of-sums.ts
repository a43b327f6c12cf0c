// (Σx² − (Σx)²/n)/n: the textbook form of one-pass, with n times larger numbers to cancel.

import type { Fault } from "../src/contract/fault.ts";
import { type KernelRow, layerNormOf, sum } from "./parts/layer-norm.ts";

function fromSums({ x, n, round }: KernelRow): number {
  const total = sum(x, round);
  const ofSquares = sum(x.map((value) => round(value * value)), round);
  return round(round(ofSquares - round(round(total * total) / n)) / n);
}

export default {
  id: "one-pass-of-sums",
  group: "variance",
  description: "(Σx² − (Σx)²/n)/n, a pocket calculator's formula",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-pass-of-sums", format: "fp32" }, { variance: fromSums }),
} satisfies Fault;
