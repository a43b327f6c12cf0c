// A correct two-pass LayerNorm in any format, made of parts that can be exchanged for wrong ones: a fault then is the one thing in which
// it differs from a correct kernel.

import type { ContractDeclaration, ForwardShape, LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf, widerFormat } from "../../src/formats/format-of.ts";

export type Round = (x: number) => number;

/** One row of a call, as its parts see it. */
export interface KernelRow {
  readonly x: Float64Array;
  readonly n: number;
  /** ε, rounded by the accumulator. */
  readonly eps: number;
  readonly gamma: Float64Array | undefined;
  readonly beta: Float64Array | undefined;
  /** Which row of how many. */
  readonly index: number;
  readonly rows: number;
  /** Rounds every intermediate result: fp32 for storage formats up to fp32, else fp64. */
  readonly round: Round;
}

export interface Statistics {
  readonly mean: number;
  readonly rstd: number;
}

export interface Parts {
  readonly mean: (row: KernelRow) => number;
  readonly variance: (row: KernelRow, mean: number) => number;
  readonly rstd: (variance: number, row: KernelRow) => number;
  /** x̂_i. */
  readonly normalised: (row: KernelRow, i: number, statistics: Statistics) => number;
  /** γ_i·x̂ + β_i. */
  readonly affine: (row: KernelRow, i: number, normalised: number) => number;
}

/** The parts of a correct kernel: sequential sums, two passes, (x − m)·r, γ, β, every operation rounded. */
export const correct: Parts = {
  mean: ({ x, n, round }) => round(sum(x, round) / n),
  variance: ({ x, n, round }, mean) => round(sum(squares(x, mean, round), round) / n),
  rstd: (variance, { eps, round }) => round(1 / round(Math.sqrt(round(variance + eps)))),
  normalised: ({ x, round }, i, { mean, rstd }) => round(round(x[i] - mean) * rstd),
  affine({ gamma, beta, round }, i, normalised) {
    const scaled = gamma === undefined ? normalised : round(gamma[i] * normalised);
    return beta === undefined ? scaled : round(scaled + beta[i]);
  },
};

export interface KernelOptions {
  readonly id: string;
  readonly format: StorageFormatId;
  readonly contract?: ContractDeclaration;
}

/** An implementation of the correct parts, but for those given. Outputs are rounded into the storage format. */
export function layerNormOf(options: KernelOptions, parts: Partial<Parts> = {}): LayerNormImplementation {
  const { mean: meanOf, variance: varianceOf, rstd: rstdOf, normalised, affine } = { ...correct, ...parts };
  return layerNormByRows(options, (row) => {
    const mean = meanOf(row);
    const rstd = rstdOf(varianceOf(row, mean), row);
    return row.x.map((_, i) => affine(row, i, normalised(row, i, { mean, rstd })));
  });
}

/** An implementation from a function of one row. Outputs are rounded into the storage format. */
export function layerNormByRows({ id, format, contract }: KernelOptions, outputs: (row: KernelRow) => ArrayLike<number>): LayerNormImplementation {
  const storage = formatOf(format);
  const { round } = widerFormat(formatOf("fp32"), storage);
  return {
    id,
    format,
    ...(contract && { contract }),
    forward(x, { rows, cols, eps, gamma, beta }: ForwardShape) {
      const y = new Float64Array(x.length);
      for (let index = 0; index < rows; index++) {
        const row = { x: x.subarray(index * cols, (index + 1) * cols), n: cols, eps: round(eps), gamma, beta, index, rows, round };
        const answer = outputs(row);
        for (let i = 0; i < cols; i++) y[index * cols + i] = storage.round(answer[i]);
      }
      return y;
    },
  };
}

/** The sum from left to right, each addition rounded. */
export function sum(terms: ArrayLike<number>, round: Round): number {
  let total = 0;
  for (let i = 0; i < terms.length; i++) total = round(total + terms[i]);
  return total;
}

/** (x_i − mean)², each operation rounded. */
export function squares(x: Float64Array, mean: number, round: Round): Float64Array {
  return x.map((value) => {
    const deviation = round(value - mean);
    return round(deviation * deviation);
  });
}
