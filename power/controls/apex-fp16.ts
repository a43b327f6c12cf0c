// Apex with half outputs: statistics in fp32, but x̂ is cast to half before γ and β, which then round twice more. What it promises is
// fp16 arithmetic in the last step, so that is the accumulator it declares.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { betaAt, byRow, gammaAt } from "./parts/by-row.ts";
import { foldNeighbours, partials } from "./parts/lanes.ts";
import { joinByDivision, mergeByWeights, noMoments } from "./parts/moments.ts";
import { rsqrt32 } from "./parts/fp32-roots.ts";

const { fround } = Math;

export default {
  id: "apex-fp16",
  format: "fp16",
  description: "fp32 statistics, then (half)(r·(x − m)), times γ and plus β in half: Apex",
  contract: { accumulator: "fp16" },
  forward: byRow((x, y, shape) => {
    const lanes = partials(x.length, { lanes: 32, width: 4 }, noMoments, (held, i) => joinByDivision(held, x[i]));
    const { mean, squares } = foldNeighbours(lanes, mergeByWeights);
    const rstd = rsqrt32(fround(squares / x.length), shape.eps);
    for (let c = 0; c < x.length; c++) {
      const normalised = roundFp16(fround(rstd * fround(x[c] - mean)));
      y[c] = roundFp16(roundFp16(gammaAt(shape, c) * normalised) + betaAt(shape, c));
    }
  }),
} satisfies LayerNormImplementation;
