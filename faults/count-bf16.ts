// n converted to bf16 before the division: 257 is 256.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "count-bf16",
  group: "precision",
  description: "n in bf16 (divisors cast to the tensor's type)",
  property: "zero-mean",
  minimum: { cols: 263 },
  create: () => layerNormOf({ id: "count-bf16", format: "bf16" }, { mean: (row) => correct.mean({ ...row, n: roundBf16(row.n) }) }),
} satisfies Fault;
