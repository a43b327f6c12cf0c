// x·(γ·r) + (β − m·r): γ was folded into the scale and forgotten in the shift.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormByRows } from "./parts/layer-norm.ts";

export default {
  id: "gamma-forgets-the-mean",
  group: "affine",
  description: "folds γ into the scale x·(γ·r), but not into the shift β − m·r",
  property: "single-element",
  minimum: { cols: 1, x: [1] },
  create: () =>
    layerNormByRows({ id: "gamma-forgets-the-mean", format: "fp64" }, (row) => {
      const { x, gamma, beta, round } = row;
      const mean = correct.mean(row);
      const rstd = correct.rstd(correct.variance(row, mean), row);
      return x.map((value, i) => round(round(value * round((gamma?.[i] ?? 1) * rstd)) + round((beta?.[i] ?? 0) - round(mean * rstd))));
    }),
} satisfies Fault;
