// ONNX Runtime 1.27 to 1.30, and its WebAssembly build, for doubles: Welford (1962), one value at a time.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { quotientsFp64 } from "./parts/quotients-fp64.ts";

export default {
  id: "welford-fp64",
  format: "fp64",
  description: "sequential Welford in fp64: ONNX Runtime 1.27 to 1.30, and its WebAssembly build (bitwise)",
  contract: { accumulator: "fp64", algorithm: "welford", summation: "sequential", output: "centred" },
  forward(x, shape) {
    const { rows, cols, eps } = shape;
    const y = new Float64Array(rows * cols);
    for (let start = 0; start < y.length; start += cols) {
      let mean = 0;
      let squares = 0;
      for (let k = 1; k <= cols; k++) {
        const delta = x[start + k - 1] - mean;
        mean += delta / k;
        squares += delta * (x[start + k - 1] - mean);
      }
      const sd = Math.sqrt(squares / cols + eps);
      quotientsFp64(y, x, { start, mean, sd, shape });
    }
    return y;
  },
} satisfies LayerNormImplementation;
