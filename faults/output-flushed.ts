// Outputs below the smallest normal number become zero: in fp16 that is 6e-5, which rows near ε reach.

import type { Fault } from "../src/contract/fault.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

function flushed(y: number): number {
  return Math.abs(y) < fp16.minNormal ? 0 : y;
}

export default {
  id: "output-flushed",
  group: "precision",
  description: "subnormal fp16 outputs flushed to zero",
  property: "oracle-agreement",
  minimum: { cols: 5 },
  create: () => layerNormOf({ id: "output-flushed", format: "fp16" }, { affine: (row, i, normalised) => flushed(correct.affine(row, i, normalised)) }),
} satisfies Fault;
