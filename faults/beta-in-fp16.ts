// β passes through a half-precision buffer before it is added.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "beta-in-fp16",
  group: "affine",
  description: "β is rounded to fp16",
  property: "single-element",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "beta-in-fp16", format: "fp32" },
      { affine: (row, i, normalised) => correct.affine({ ...row, beta: undefined }, i, normalised) + (row.beta === undefined ? 0 : roundFp16(row.beta[i])) },
    ),
} satisfies Fault;
