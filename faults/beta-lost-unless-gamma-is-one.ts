// A fast path for γ = 1 adds β; the general path, which tests with γ = 1 never take, does not.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "beta-lost-unless-gamma-is-one",
  group: "affine",
  description: "β is added only where γ = 1: the path that tests take",
  property: "gamma-zero",
  minimum: { cols: 1, x: [0] },
  create: () =>
    layerNormOf(
      { id: "beta-lost-unless-gamma-is-one", format: "fp16" },
      { affine: (row, i, normalised) => correct.affine(row.gamma === undefined || row.gamma[i] === 1 ? row : { ...row, beta: undefined }, i, normalised) },
    ),
} satisfies Fault;
