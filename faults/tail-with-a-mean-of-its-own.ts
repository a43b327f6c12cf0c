// Body and tail are two kernels that share no statistics: the tail of n mod 8 values is centred by its own mean. Sums that skip it and outputs that
// skip it hide each other: each part looks normalised.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "tail-with-a-mean-of-its-own",
  group: "shape",
  description: "the last n mod 8 values are centred by their own mean",
  property: "monotone",
  minimum: { cols: 9 },
  create: () =>
    layerNormOf({ id: "tail-with-a-mean-of-its-own", format: "fp64" }, {
      normalised: (row, i, { mean, rstd }) => {
        const body = row.n - (row.n % 8);
        return correct.normalised(row, i, { mean: body === 0 || i < body ? mean : correct.mean({ ...row, x: row.x.subarray(body), n: row.n - body }), rstd });
      },
    }),
} satisfies Fault;
