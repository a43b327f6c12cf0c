// An autotuner that is still measuring alternates between two kernels, which add from the left and from the right: the last bits of a result
// change from call to call.

import type { Fault } from "../src/contract/fault.ts";
import { correct, layerNormOf } from "./parts/layer-norm.ts";

export default {
  id: "tuned-while-in-use",
  group: "state",
  description: "every second call adds from the right: other last bits (autotuning)",
  property: "deterministic",
  minimum: { cols: 3 },
  create: () => {
    let calls = 0;
    return layerNormOf({ id: "tuned-while-in-use", format: "fp32" }, {
      mean: (row) => correct.mean(calls++ % 2 === 0 ? row : { ...row, x: row.x.slice().reverse() }),
    });
  },
} satisfies Fault;
