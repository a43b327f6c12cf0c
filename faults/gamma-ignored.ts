// γ never gets into the kernel. Passed a whole test suite of PyTorch, where γ was always 1 (pytorch #41595).

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-ignored",
  group: "affine",
  description: "γ is not applied (pytorch #41595: no test had γ ≠ 1)",
  property: "affine-scaling",
  minimum: { cols: 2 },
  create: () =>
    layerNormOf(
      { id: "gamma-ignored", format: "fp16" },
      { affine: (row, i, normalised) => correct.affine({ ...row, gamma: undefined }, i, normalised) },
    ),
} satisfies Fault;
