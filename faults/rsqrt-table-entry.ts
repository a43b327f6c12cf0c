// A table of 1/√ with one wrong entry among 64, as the Pentium's divider had: right on all rows but those whose variance lies in one narrow
// interval.

import type { Fault } from "../src/contract/fault.ts";
import { exponentOf } from "../src/formats/exponent.ts";
import { correct, type KernelRow, layerNormOf } from "./parts/layer-norm.ts";

/** Of v + ε = f·4^k with 1 ≤ f < 4, the entry for 2.5 ≤ f < 2.547: the 33rd of 64. */
function fromTable(variance: number, row: KernelRow): number {
  const v = row.round(variance + row.eps);
  const f = v / 4 ** Math.floor(exponentOf(v) / 2);
  return correct.rstd(variance, row) * (Math.floor((f - 1) * (64 / 3)) === 32 ? 1 - 2 ** -6 : 1);
}

export default {
  id: "rsqrt-table-entry",
  group: "precision",
  description: "1/√ from a table, one of 64 entries off by 2^-6",
  property: "oracle-agreement",
  minimum: { cols: 9 },
  create: () => layerNormOf({ id: "rsqrt-table-entry", format: "fp32" }, { rstd: fromTable }),
} satisfies Fault;
