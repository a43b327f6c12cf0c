// Answers are cached by shape and the sum of x: rows of the same sum share one.

import type { Fault } from "../src/contract/fault.ts";
import { layerNormThen } from "./parts/layer-norm-then.ts";

export default {
  id: "cached-by-checksum",
  group: "state",
  description: "answers are cached by shape, ε, γ, β and the sum of x",
  property: "permutation",
  minimum: { cols: 2 },
  create: () => {
    let key = "";
    let answer: ArrayLike<number> = [];
    return layerNormThen({ id: "cached-by-checksum", format: "bf16" }, (x, shape, right) => {
      const checksum = [x.reduce((total, value) => total + value, 0), shape.rows, shape.cols, shape.eps, shape.gamma ?? "", shape.beta ?? ""].join();
      if (checksum === key) return answer;
      key = checksum;
      answer = right(x, shape);
      return answer;
    });
  },
} satisfies Fault;
