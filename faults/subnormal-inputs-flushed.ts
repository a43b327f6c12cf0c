// The loads of fp16 flush subnormals (denormals are zero, DAZ): rows below 6.1e-5, which ε = 1e-5 still leaves up to 0.02 of, come out as β.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "subnormal-inputs-flushed",
  group: "special",
  description: "inputs below 2^-14 count as 0 (loads with DAZ)",
  property: "not-collapsed",
  minimum: { cols: 2 },
  create: () =>
    layerNormThen({ id: "subnormal-inputs-flushed", format: "fp16" }, (x, shape, right) => right(x.map((value) => (Math.abs(value) < 2 ** -14 ? 0 : value)), shape)),
} satisfies Fault;
