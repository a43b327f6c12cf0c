// A compiled kernel is cached by shape, and ε is compiled in: the first ε of each shape serves for ever.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "stale-epsilon",
  group: "state",
  description: "ε is cached by shape: the first one is kept",
  property: "power-of-two-scaling",
  minimum: { cols: 2 },
  create: () => {
    const compiled = new Map<string, number>();
    return layerNormThen({ id: "stale-epsilon", format: "fp64" }, (x, shape, right) => {
      const key = `${shape.rows} ${shape.cols}`;
      if (!compiled.has(key)) compiled.set(key, shape.eps);
      return right(x, { ...shape, eps: compiled.get(key)! });
    });
  },
} satisfies Fault;
