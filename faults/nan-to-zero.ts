// nan_to_num on the outputs, to be on the safe side.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "nan-to-zero",
  group: "special",
  description: "NaN in the outputs becomes 0 (nan_to_num)",
  property: "non-finite-propagation",
  minimum: { cols: 1 },
  create: () =>
    layerNormThen(
      { id: "nan-to-zero", format: "fp16" },
      (x, shape, right) => right(x, shape).map((value) => (Number.isNaN(value) ? 0 : value)),
    ),
} satisfies Fault;
