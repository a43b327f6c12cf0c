// One-pass over bf16 data with fp32 inside: 8-bit squares and their sums are exact for long, and κ ends at 2^8·√n. What is lost shows in
// few rows.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";
import { onePassVariance } from "./parts/one-pass.ts";

export default {
  id: "one-pass-bf16",
  group: "variance",
  description: "E[x²] − E[x]² of bf16 data in fp32 (ggml CUDA, candle, Keras on torch)",
  property: "oracle-agreement",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "one-pass-bf16", format: "bf16" }, { variance: onePassVariance }),
} satisfies Fault;
