// A stride of two where the loop is unrolled by two: γ reaches every other column.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "affine-of-the-even-columns",
  group: "affine",
  description: "γ is applied to even columns only",
  property: "permutation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "affine-of-the-even-columns", format: "fp32" }, gammaReadAs((gamma, i) => (i % 2 === 0 ? gamma[i] : 1))),
} satisfies Fault;
