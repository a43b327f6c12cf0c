// The count is a half-precision lane like the others: 2048 + 1 is 2048, and the divisor stands still.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { partsFrom } from "./parts/moments.ts";
import { welfordWith } from "./parts/welford.ts";

export default {
  id: "welford-count-fp16",
  group: "variance",
  description: "Welford whose count is kept in fp16",
  property: "unit-variance",
  minimum: { cols: 2066 },
  create: () =>
    layerNormOf(
      { id: "welford-count-fp16", format: "fp16", contract: { algorithm: "welford", output: "centred" } },
      partsFrom(welfordWith({ next: (count) => roundFp16(count + 1) })),
    ),
} satisfies Fault;
