// Half data in an engine whose only numbers are doubles: the row is read, normalised in double precision, and rounded to fp16 once.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";

export default {
  id: "doubles-fp16",
  format: "fp16",
  description: "fp16 in and out, everything in doubles, β added last: JavaScript engines on half data",
  contract: { accumulator: "fp64", algorithm: "two-pass", summation: "sequential", output: "centred" },
  forward: byRow((x, y, shape) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const root = Math.sqrt(variance + shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = roundFp16(((x[c] - mean) / root) * gammaAt(shape, c) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
