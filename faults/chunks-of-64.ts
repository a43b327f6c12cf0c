// Long rows are split into chunks of 64 for the reduction, and the merge of their moments is missing: each chunk has a variance of its own.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "chunks-of-64",
  group: "shape",
  description: "every 64 columns are normalised by their own variance",
  property: "equal-inputs",
  minimum: { cols: 65 },
  create: () =>
    layerNormOf({ id: "chunks-of-64", format: "bf16" }, {
      normalised: (row, i, { mean }) => {
        const start = i - (i % 64);
        const x = row.x.subarray(start, start + 64);
        return correct.normalised(row, i, { mean, rstd: correct.rstd(correct.variance({ ...row, x, n: x.length }, mean), row) });
      },
    }),
} satisfies Fault;
