// A correct backward pass in pieces, so that a fault replaces the one piece that it gets wrong: everything in fp32, r(g − c1 − x̂·c2), one rounding into
// storage.

import type { Fault } from "../../../src/contract/fault.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../../src/contract/implementation.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import mixedBf16 from "../../../src/impls/mixed-bf16.ts";
import mixedFp16 from "../../../src/impls/mixed-fp16.ts";
import twoPass from "../../../src/impls/two-pass-sequential-fp32.ts";

const { fround } = Math;

export interface Statistics {
  readonly mean: number;
  readonly rstd: number;
}

/** What a piece is told about its row. */
export interface RowInputs {
  readonly dy: Float64Array;
  readonly x: Float64Array;
  readonly gamma: Float64Array | undefined;
  readonly eps: number;
  readonly row: number;
  readonly rows: number;
}

/** Everything of a row that dx is made from. */
export interface RowParts extends RowInputs {
  readonly g: Float64Array;
  readonly normalised: Float64Array;
  readonly rstd: number;
  readonly c1: number;
  readonly c2: number;
}

export interface Pieces {
  statistics(row: RowInputs): Statistics;
  g(row: RowInputs, i: number): number;
  normalised(row: RowInputs, statistics: Statistics, i: number): number;
  means(row: Omit<RowParts, "c1" | "c2">): { readonly c1: number; readonly c2: number };
  dx(parts: RowParts, i: number): number;
  /** The next partial sum of dγ and of dβ. */
  dgamma(sum: number, parts: RowParts, i: number): number;
  dbeta(sum: number, parts: RowParts, i: number): number;
}

export const correct: Pieces = {
  statistics: ({ x, eps }) => statisticsOf(x, eps),
  g: ({ dy, gamma }, i) => (gamma === undefined ? dy[i]! : fround(dy[i]! * gamma[i]!)),
  normalised: ({ x }, { mean, rstd }, i) => fround(fround(x[i]! - mean) * rstd),
  means: ({ g, normalised }) => ({ c1: mean(g), c2: mean(g.map((value, i) => fround(value * normalised[i]!))) }),
  dx: ({ g, normalised, rstd, c1, c2 }, i) => fround(fround(fround(g[i]! - c1) - fround(normalised[i]! * c2)) * rstd),
  dgamma: (sum, { dy, normalised }, i) => fround(sum + fround(dy[i]! * normalised[i]!)),
  dbeta: (sum, { dy }, i) => fround(sum + dy[i]!),
};

export function statisticsOf(x: Float64Array, eps: number): Statistics {
  const centre = mean(x);
  const variance = mean(x.map((value) => fround(fround(value - centre) ** 2)));
  return { mean: centre, rstd: fround(1 / fround(Math.sqrt(fround(variance + fround(eps))))) };
}

export function mean(values: Float64Array): number {
  return fround(values.reduce((sum, value) => fround(sum + value), 0) / values.length);
}

type Backward = NonNullable<LayerNormImplementation["backward"]>;

/** A backward pass with some pieces replaced. */
export function gradientOf(format: StorageFormatId, replaced: Partial<Pieces>): Backward {
  const pieces = { ...correct, ...replaced };
  const store = formatOf(format).round;
  return (dy, x, { rows, cols, eps, gamma }) => {
    const dx = new Float64Array(rows * cols);
    const [dgamma, dbeta] = [new Float64Array(cols), new Float64Array(cols)];
    for (let row = 0; row < rows; row++) {
      const own = (values: Float64Array) => values.subarray(row * cols, (row + 1) * cols);
      const inputs: RowInputs = { dy: own(dy), x: own(x), gamma, eps, row, rows };
      const statistics = pieces.statistics(inputs);
      const g = Float64Array.from({ length: cols }, (_, i) => pieces.g(inputs, i));
      const normalised = Float64Array.from({ length: cols }, (_, i) => pieces.normalised(inputs, statistics, i));
      const base = { ...inputs, g, normalised, rstd: statistics.rstd };
      const parts: RowParts = { ...base, ...pieces.means(base) };
      for (let i = 0; i < cols; i++) {
        dx[row * cols + i] = store(pieces.dx(parts, i));
        dgamma[i] = pieces.dgamma(dgamma[i]!, parts, i);
        dbeta[i] = pieces.dbeta(dbeta[i]!, parts, i);
      }
    }
    return { dx, dgamma: dgamma.map(store), dbeta: dbeta.map(store) };
  };
}

const forwards = { fp32: twoPass, fp16: mixedFp16, bf16: mixedBf16 };

export interface BackwardFault extends Omit<Fault, "group" | "create"> {
  readonly format?: keyof typeof forwards;
  /** A fresh one for every run. */
  backward(format: StorageFormatId): Backward;
}

/** A fault whose forward pass is right. */
export function backwardFault({ format = "fp32", backward, ...fault }: BackwardFault): Fault {
  const { forward } = forwards[format];
  return { ...fault, group: "backward", create: () => ({ id: fault.id, format, description: fault.description, forward, backward: backward(format) }) };
}
