// A plain fp32 two-pass LayerNorm whose parts can be exchanged for wrong ones, so that each fault differs from a correct kernel in the
// one thing that its property is about.

import type { ForwardShape, LayerNormImplementation } from "../../src/contract/implementation.ts";

const { fround } = Math;

export interface Parts {
  readonly mean: (x: Float64Array) => number;
  readonly variance: (x: Float64Array, mean: number) => number;
  readonly rstd: (variance: number, eps: number) => number;
  /** y_i from x_i. */
  readonly output: (value: number, i: number, row: { mean: number; rstd: number; x: Float64Array; shape: ForwardShape }) => number;
}

export const correct: Parts = {
  mean: (x) => fround(x.reduce((sum, value) => fround(sum + value), 0) / x.length),
  variance: (x, mean) => fround(x.reduce((sum, value) => fround(sum + fround(fround(value - mean) ** 2)), 0) / x.length),
  rstd: (variance, eps) => fround(1 / fround(Math.sqrt(fround(variance + eps)))),
  output: (value, i, { mean, rstd, shape }) => affine(fround(fround(value - mean) * rstd), i, shape),
};

/** γ_i·h + β_i, each operation rounded. */
export function affine(h: number, i: number, { gamma, beta }: ForwardShape): number {
  const scaled = gamma === undefined ? h : fround(gamma[i] * h);
  return beta === undefined ? scaled : fround(scaled + beta[i]);
}

/** An fp32 implementation of two passes with these parts. */
export function twoPassWith(parts: Partial<Parts> = {}): LayerNormImplementation {
  const { mean: meanOf, variance: varianceOf, rstd: rstdOf, output } = { ...correct, ...parts };
  return fromRows((x, shape) => {
    const mean = meanOf(x);
    const rstd = rstdOf(varianceOf(x, mean), fround(shape.eps));
    return x.map((value, i) => output(value, i, { mean, rstd, x, shape }));
  });
}

/** An fp32 implementation from a function of one row. */
export function fromRows(row: (x: Float64Array, shape: ForwardShape) => ArrayLike<number>): LayerNormImplementation {
  return {
    id: "subject",
    format: "fp32",
    forward(x, shape) {
      const y = new Float64Array(x.length);
      for (let r = 0; r < shape.rows; r++) y.set(row(x.subarray(r * shape.cols, (r + 1) * shape.cols), shape), r * shape.cols);
      return y;
    },
  };
}
