// fp32 γ copied with the byte count of bf16: the first half arrives, the rest is what was there before, zeros here (tt-metal #49902).

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-first-half",
  group: "affine",
  description: "only the first half of γ arrives (fp32 read with bf16 byte counts, tt-metal #49902)",
  property: "permutation",
  minimum: { cols: 2 },
  create: () => layerNormOf({ id: "gamma-first-half", format: "fp32" }, gammaReadAs((gamma, i, { n }) => (i < Math.floor(n / 2) ? gamma[i] : 0))),
} satisfies Fault;
