// x̂ is cast to fp16 before γ is applied: two roundings (three with β) where one was promised, all of them half a unit wide.

import type { Fault } from "../src/contract/fault.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "normalised-in-storage",
  group: "precision",
  description: "fp16(x̂)·γ + β in fp16 (Apex, MLX, the ONNX function body; vLLM's RMSNorm)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "normalised-in-storage", format: "fp16" },
      { normalised: (row, i, statistics) => roundFp16(correct.normalised(row, i, statistics)), affine: (row, i, normalised) => correct.affine({ ...row, round: roundFp16 }, i, normalised) },
    ),
} satisfies Fault;
