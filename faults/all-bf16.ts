// Every operation a bf16 operation: sums stall at 256.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { everyOperation } from "./parts/in-format.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "all-bf16",
  group: "precision",
  description: "two passes, every operation in bf16 (burn widens f16 only; sglang #27540)",
  property: "zero-mean",
  minimum: { cols: 2, x: [128, 129] },
  create: () => layerNormOf({ id: "all-bf16", format: "bf16" }, everyOperation(roundBf16)),
} satisfies Fault;
