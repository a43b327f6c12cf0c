// x·r − m·r with the second product kept in bf16: it does not cancel. [7] came out as 4.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "output-expanded-bf16",
  group: "precision",
  description: "x·r + bf16(−m·r) (PyTorch on CPUs, #188375)",
  property: "single-element",
  minimum: { cols: 1, x: [1] },
  create: () =>
    layerNormOf(
      { id: "output-expanded-bf16", format: "bf16" },
      { normalised: ({ x, round }, i, { mean, rstd }) => round(round(x[i] * rstd) - roundBf16(mean * rstd)) },
    ),
} satisfies Fault;
