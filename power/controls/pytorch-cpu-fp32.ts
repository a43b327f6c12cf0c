// PyTorch on CPUs today: vectors of eight in chunks of sixteen, Welford with tabulated reciprocals inside a chunk, a binary stack of Chan
// merges over the chunks, and an output that subtracts the mean before it multiplies.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { cascadeMoments } from "./parts/cascade.ts";
import { reciprocalRoot32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "pytorch-cpu-fp32",
  format: "fp32",
  description: "chunked vector Welford in a cascade of Chan merges, (x − m)·r·γ + β: PyTorch 2 on CPUs",
  contract: { accumulator: "fp32", algorithm: "chan", summation: "any", output: "centred" },
  forward: byRow((x, y, shape) => {
    const { mean, squares } = cascadeMoments(x, 8);
    const rstd = reciprocalRoot32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(fround(x[c] - mean) * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
