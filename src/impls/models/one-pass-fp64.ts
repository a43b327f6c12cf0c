// ONNX Runtime up to 1.26 for doubles: the mean of squares minus the square of the mean, which cancels in fp64 as well, only later.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { quotientsFp64 } from "./parts/quotients-fp64.ts";

export default {
  id: "one-pass-fp64",
  format: "fp64",
  description: "E[x²] − E[x]², unclamped, in fp64: ONNX Runtime up to 1.26 (bitwise)",
  contract: { accumulator: "fp64", algorithm: "one-pass", summation: "sequential", output: "centred" },
  forward(x, shape) {
    const { rows, cols, eps } = shape;
    const y = new Float64Array(rows * cols);
    for (let start = 0; start < y.length; start += cols) {
      let sum = 0;
      let squares = 0;
      for (let i = start; i < start + cols; i++) {
        sum += x[i];
        squares += x[i] * x[i];
      }
      const mean = sum / cols;
      const sd = Math.sqrt(squares / cols - mean * mean + eps);
      quotientsFp64(y, x, { start, mean, sd, shape });
    }
    return y;
  },
} satisfies LayerNormImplementation;
