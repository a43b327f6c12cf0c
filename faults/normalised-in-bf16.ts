// x̂ is cast to storage before γ and β, and the product once more: Apex, MLX, vLLM, llama-style RMSNorm. It is their convention, but three
// roundings where a contract with an fp32 accumulator promises one.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "normalised-in-bf16",
  group: "affine",
  description: "rounds x̂ and γ·x̂ to bf16 before β (Apex, MLX): three roundings where the contract has one",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf({ id: "normalised-in-bf16", format: "bf16" }, {
      affine({ gamma, beta }, i, normalised) {
        const stored = roundBf16(normalised);
        const scaled = gamma === undefined ? stored : roundBf16(gamma[i] * stored);
        return beta === undefined ? scaled : scaled + beta[i];
      },
    }),
} satisfies Fault;
