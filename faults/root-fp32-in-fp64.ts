// sqrtf where sqrt was meant: a double kernel with eight digits.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "root-fp32-in-fp64",
  group: "precision",
  description: "the root of an fp64 kernel taken in fp32",
  property: "exact-rows",
  minimum: { cols: 2, x: [0, 1] },
  create: () => layerNormOf({ id: "root-fp32-in-fp64", format: "fp64" }, { rstd: (variance, { eps }) => 1 / Math.fround(Math.sqrt(variance + eps)) }),
} satisfies Fault;
