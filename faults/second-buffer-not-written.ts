// Double buffering: in every other call the first element goes into the buffer that nobody returns, and what an allocation left there comes back,
// zero here (onnxruntime #19387 reads what it never wrote).

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "second-buffer-not-written",
  group: "state",
  description: "y[0] of every second call is not written (onnxruntime #19387)",
  property: "deterministic",
  minimum: { cols: 1, x: [0] },
  create: () => {
    let calls = 0;
    return layerNormThen({ id: "second-buffer-not-written", format: "fp16" }, (x, shape, right) => {
      const y = right(x, shape);
      if (++calls % 2 === 0) y[0] = 0;
      return y;
    });
  },
} satisfies Fault;
