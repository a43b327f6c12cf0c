// The path for odd lengths walks the row from its end and forgets that for γ.

import type { Fault } from "../src/contract/fault.ts";
import { gammaReadAs } from "./parts/gamma-read-as.ts";
import { layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "gamma-reversed-for-odd-lengths",
  group: "affine",
  description: "γ_(n−1−i) where n is odd",
  property: "permutation",
  minimum: { cols: 3 },
  create: () =>
    layerNormOf(
      { id: "gamma-reversed-for-odd-lengths", format: "fp16" },
      gammaReadAs((gamma, i, { n }) => (n % 2 === 1 ? gamma[n - 1 - i] : gamma[i])),
    ),
} satisfies Fault;
