// One output buffer per kernel, handed out by an asynchronous call before the next one writes into it.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "buffer-shared-by-calls",
  group: "state",
  description: "calls that overlap share their output buffer",
  property: "deterministic",
  minimum: { cols: 2 },
  create: () => {
    let buffer = new Float64Array(0);
    return layerNormThen({ id: "buffer-shared-by-calls", format: "fp32" }, async (x, shape, right) => {
      if (buffer.length !== x.length) buffer = new Float64Array(x.length);
      buffer.set(right(x, shape));
      return buffer;
    });
  },
} satisfies Fault;
