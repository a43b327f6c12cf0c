// The squares are in fp32, but of deviations that were stored as fp16: it takes a mean of more bits than the data to see it.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf, sum } from "./parts/layer-norm.ts";

export default {
  id: "deviation-squared-from-storage",
  group: "precision",
  description: "(fp16(x − m))² summed in fp32",
  property: "oracle-agreement",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf(
      { id: "deviation-squared-from-storage", format: "fp16" },
      { variance: ({ x, n, round }, mean) => round(sum(x.map((value) => round(roundFp16(value - mean) ** 2)), round) / n) },
    ),
} satisfies Fault;
