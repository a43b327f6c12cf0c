// x − m goes back to memory in the storage format before it is multiplied: two roundings of eight bits where one was promised.

import type { Fault } from "../src/contract/fault.ts";
import { roundBf16 } from "../src/formats/bf16.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "deviation-in-storage",
  group: "precision",
  description: "x − m stored as bf16 between two kernels (ONNX Runtime WebGPU: (x − T(mean))·T(inv_std))",
  property: "oracle-agreement",
  minimum: { cols: 3 },
  create: () => layerNormOf({ id: "deviation-in-storage", format: "bf16" }, { normalised: ({ x, round }, i, { mean, rstd }) => round(roundBf16(x[i] - mean) * rstd) }),
} satisfies Fault;
