// The output is formed as (γ·(x − m) + β)·r: one bracket too far.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormByRows } from "./parts/layer-norm.ts";

export default {
  id: "beta-scaled-by-rstd",
  group: "affine",
  description: "(γ·(x − m) + β)·r",
  property: "constant-row",
  minimum: { cols: 2 },
  create: () =>
    layerNormByRows({ id: "beta-scaled-by-rstd", format: "bf16" }, (row) => {
      const { x, round } = row;
      const mean = correct.mean(row);
      const rstd = correct.rstd(correct.variance(row, mean), row);
      return x.map((value, i) => round(correct.affine(row, i, round(value - mean)) * rstd));
    }),
} satisfies Fault;
