// Inputs are clipped to the largest finite number, as Keras clips its fp16 moments: an overflow upstream is hidden behind ordinary values.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "infinity-clamped",
  group: "special",
  description: "±Infinity in x becomes ±65504 (Keras clips fp16 moments)",
  property: "non-finite-propagation",
  minimum: { cols: 1, x: [Infinity] },
  create: () =>
    layerNormThen(
      { id: "infinity-clamped", format: "fp16" },
      (x, shape, right) => right(x.map((value) => (Math.abs(value) === Infinity ? Math.sign(value) * 65504 : value)), shape),
    ),
} satisfies Fault;
