// The sum in the format of the data, the squares in fp32: from 256 on, ones are no longer counted.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { roundedBy } from "./parts/in-format.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "sum-bf16",
  group: "precision",
  description: "the sum for the mean in bf16 (sglang #27540 summed squares so)",
  property: "zero-mean",
  minimum: { cols: 2, x: [128, 129] },
  create: () => layerNormOf({ id: "sum-bf16", format: "bf16" }, { mean: (row) => correct.mean(roundedBy(row, roundBf16)) }),
} satisfies Fault;
