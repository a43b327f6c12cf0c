// Every operation in fp16 is correct LayerNorm as long as fp16 is what it declares: the contract then asks for no more than fp16 can give,
// and for nothing where squares overflow.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldNeighbours, partials } from "./parts/lanes.ts";

export default {
  id: "half-throughout-fp16",
  format: "fp16",
  description: "two-pass with tree sums, every operation in fp16 and declared so: decomposed graphs in half precision",
  contract: { accumulator: "fp16", algorithm: "two-pass", output: "centred" },
  forward: byRow((x, y, shape) => {
    const n = roundFp16(x.length);
    const mean = roundFp16(sum(x) / n);
    for (let i = 0; i < x.length; i++) y[i] = roundFp16(x[i] - mean);
    const variance = roundFp16(sum(y.map((d) => roundFp16(d * d))) / n);
    const rstd = roundFp16(1 / roundFp16(Math.sqrt(roundFp16(variance + roundFp16(shape.eps)))));
    for (let c = 0; c < x.length; c++) y[c] = roundFp16(roundFp16(roundFp16(y[c] * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;

function sum(values: Float64Array): number {
  return foldNeighbours(partials(values.length, { lanes: 8 }, () => 0, (held, i) => roundFp16(held + values[i])), (a, b) => roundFp16(a + b));
}
