// Small kernels for tests of the machinery: one that is right, and some that are wrong in ways of their own.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";

const f = Math.fround;

/** Two-pass in fp32; `divisor` and `break` make it wrong. */
export function kernel(id: string, options: { readonly divisor?: (cols: number) => number } = {}): LayerNormImplementation {
  const divisor = options.divisor ?? ((cols) => cols);
  return {
    id,
    format: "fp32",
    forward(x, { rows, cols, eps, gamma, beta }) {
      const y = new Float64Array(x.length);
      for (let r = 0; r < rows; r++) {
        const row = x.subarray(r * cols, (r + 1) * cols);
        const mean = f(row.reduce((sum, value) => f(sum + value), 0) / cols);
        const squares = row.reduce((sum, value) => f(sum + f(f(value - mean) * f(value - mean))), 0);
        const root = f(Math.sqrt(f(f(squares / divisor(cols)) + f(eps))));
        row.forEach((value, i) => {
          const normalised = f(f(value - mean) / root);
          const scaled = gamma ? f(normalised * gamma[i]) : normalised;
          y[r * cols + i] = beta ? f(scaled + beta[i]) : scaled;
        });
      }
      return y;
    },
  };
}

export const right = kernel("right");
export const unbiased = kernel("unbiased", { divisor: (cols) => Math.max(1, cols - 1) });
