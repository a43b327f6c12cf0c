// torch.compile's Welford reduction: each lane of a block owns a weight, lanes beyond the row own none, and a tree combines them pair by pair
// with m_A + δ·(w_B/w). Single elements are the leaves, so there is no recurrence at all.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldHalves } from "./parts/lanes.ts";
import { mergeByShift, type Moments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "inductor-fp32",
  format: "fp32",
  description: "a tree of Chan merges down to single elements, masked lanes of weight 0: Inductor's welford_reduce",
  forward: byRow((x, y, shape) => {
    const lanes = 2 ** Math.ceil(Math.log2(x.length));
    const leaves = Array.from({ length: lanes }, (_, i): Moments => (i < x.length ? { count: 1, mean: x[i], squares: 0 } : { count: 0, mean: 0, squares: 0 }));
    const { mean, squares } = foldHalves(leaves, mergeByShift);
    const rstd = rsqrt32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) y[c] = fround(fround(fround(fround(x[c] - mean) * rstd) * gammaAt(shape, c)) + betaAt(shape, c));
  }),
} satisfies LayerNormImplementation;
