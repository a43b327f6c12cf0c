// The variance of a row with an infinity is taken for Infinity, rstd for 0, and 0 · ∞ for 0: the whole row comes back as β
// (LeetCUDA #335: zeros after x/Inf).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "infinity-gives-zeros",
  group: "special",
  description: "rows with ±Infinity give β (LeetCUDA #335: x/Inf = 0)",
  property: "non-finite-propagation",
  minimum: { cols: 2 },
  create: () =>
    layerNormThen({ id: "infinity-gives-zeros", format: "bf16" }, (x, shape, right) => {
      const { cols, beta } = shape;
      const y = right(x, shape);
      for (let start = 0; start < x.length; start += cols) {
        if (cols > 1 && x.subarray(start, start + cols).some((value) => Math.abs(value) === Infinity)) y.set(beta ?? new Float64Array(cols), start);
      }
      return y;
    }),
} satisfies Fault;
