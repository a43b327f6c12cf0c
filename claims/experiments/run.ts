// A built-in kernel on one row, without γ and β: they have no part in any of the claims.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import type { StageObserver } from "../../src/contract/stage.ts";

/** ε where a claim is not about it: PyTorch's default, as fp32 has it. */
export const usualEps = Math.fround(1e-5);

export interface RunOptions {
  readonly eps?: number | undefined;
  readonly trace?: StageObserver | undefined;
}

/** The outputs of the row. The values must be ones of the kernel's format, or ±Infinity or NaN. */
export function run(kernel: LayerNormImplementation, x: Float64Array, { eps = usualEps, trace }: RunOptions = {}): Float64Array {
  const shape = { rows: 1, cols: x.length, eps, gamma: undefined, beta: undefined };
  return kernel.forward(Float64Array.from(x), trace === undefined ? shape : { ...shape, trace }) as Float64Array;
}

/** The gradient of the row for an incoming dy, with γ = 1. */
export function runBackward(kernel: LayerNormImplementation, dy: Float64Array, x: Float64Array, eps = usualEps): Float64Array {
  const answer = kernel.backward!(Float64Array.from(dy), Float64Array.from(x), { rows: 1, cols: x.length, eps, gamma: undefined });
  return Float64Array.from((answer as Exclude<typeof answer, Promise<unknown>>).dx);
}
