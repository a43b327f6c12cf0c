// Packed weights are cached by their length: the first γ of each length, or that there was none, serves for ever.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "stale-gamma",
  group: "state",
  description: "γ is cached by length: the first one is kept",
  property: "gamma-zero",
  minimum: { cols: 2 },
  create: () => {
    const packed = new Map<number, Float64Array | undefined>();
    return layerNormThen({ id: "stale-gamma", format: "fp32" }, (x, shape, right) => {
      const { cols, gamma } = shape;
      if (!packed.has(cols)) packed.set(cols, gamma?.slice());
      return right(x, { ...shape, gamma: packed.get(cols) });
    });
  },
} satisfies Fault;
