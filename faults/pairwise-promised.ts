// A sum from left to right where pairwise sums were promised: the fallback of a build without vector units.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "pairwise-promised",
  group: "precision",
  description: "sequential sums under a contract of pairwise ones",
  property: "constant-row",
  minimum: { cols: 128 },
  create: () => layerNormOf({ id: "pairwise-promised", format: "fp32", contract: { algorithm: "two-pass", summation: "pairwise", output: "centred" } }, {}),
} satisfies Fault;
