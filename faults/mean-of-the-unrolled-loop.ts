// The loop is unrolled by eight, and of what is left only the first value is added: rows of 9 are right.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "mean-of-the-unrolled-loop",
  group: "shape",
  description: "of the last n mod 8 values only the first is summed, for rows longer than 8",
  property: "zero-mean",
  minimum: { cols: 10 },
  create: () =>
    layerNormOf({ id: "mean-of-the-unrolled-loop", format: "fp32" }, {
      mean: (row) => {
        const body = row.n - (row.n % 8);
        return correct.mean(body === 0 ? row : { ...row, x: row.x.subarray(0, body + 1) });
      },
    }),
} satisfies Fault;
