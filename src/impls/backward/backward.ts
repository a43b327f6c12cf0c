// The backward pass of a built-in implementation, on the statistics that its own forward pass saves: g = γ·dy, two sums over the row, dx in one of the
// forms that kernels use, dγ and dβ summed over the rows. Every operation is rounded, and what is stored once more.

import type { GradientForm } from "../../bounds/contract.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { type Saved, saved } from "./saved.ts";

type Round = (x: number) => number;

/** One row: g, x and x̂ from `start` on, dx is written to its place. */
interface RowPass {
  readonly g: Float64Array;
  readonly x: Float64Array;
  readonly dx: Float64Array;
  readonly saved: Saved;
  readonly row: number;
  readonly cols: number;
  readonly round: Round;
}

export interface BackwardOptions {
  readonly form: Exclude<GradientForm, "any" | "stable">;
  /** Into the accumulator, and into storage where that is another. */
  readonly round: Round;
  readonly store?: Round;
}

/** The `backward` for an implementation with this forward pass. */
export function backwardOf(forward: LayerNormImplementation["forward"], { form, round, store = round }: BackwardOptions): NonNullable<LayerNormImplementation["backward"]> {
  return (dy, x, shape) => {
    const { rows, cols, gamma } = shape;
    const kept = saved(forward, x, shape, round);
    const dx = new Float64Array(rows * cols);
    const dgamma = new Float64Array(cols);
    const dbeta = new Float64Array(cols);
    const g = new Float64Array(cols);
    for (let row = 0; row < rows; row++) {
      for (let c = 0; c < cols; c++) {
        const i = row * cols + c;
        g[c] = gamma === undefined ? dy[i]! : round(dy[i]! * gamma[c]!);
        dgamma[c] = round(dgamma[c]! + round(dy[i]! * kept.normalised[i]!));
        dbeta[c] = round(dbeta[c]! + dy[i]!);
      }
      passes[form]({ g, x, dx, saved: kept, row, cols, round });
    }
    return { dx: dx.map(store), dgamma: dgamma.map(store), dbeta: dbeta.map(store) };
  };
}

/** Σ g, and Σ g·a over the row of a. */
function sumsWith(a: Float64Array, { g, row, cols, round }: RowPass): readonly [number, number] {
  let [plain, along] = [0, 0];
  for (let c = 0; c < cols; c++) {
    plain = round(plain + g[c]!);
    along = round(along + round(g[c]! * a[row * cols + c]!));
  }
  return [plain, along];
}

const passes: Readonly<Record<BackwardOptions["form"], (pass: RowPass) => void>> = {
  /** r·(g − c1 − x̂·c2), c1 = mean g, c2 = mean g·x̂. */
  means(pass) {
    const { g, dx, saved: { rstd, normalised }, row, cols, round } = pass;
    const start = row * cols;
    const [first, second] = sumsWith(normalised, pass);
    const n = round(cols);
    const [c1, c2] = [round(first / n), round(second / n)];
    for (let c = 0; c < cols; c++) dx[start + c] = round(round(round(g[c]! - c1) - round(normalised[start + c]! * c2)) * rstd[row]!);
  },

  /** (r/n)·(n·g − Σg − x̂·Σg·x̂): PyTorch on CUDA, Apex. */
  sums(pass) {
    const { g, dx, saved: { rstd, normalised }, row, cols, round } = pass;
    const start = row * cols;
    const [first, second] = sumsWith(normalised, pass);
    const n = round(cols);
    const scale = round(rstd[row]! / n);
    for (let c = 0; c < cols; c++) dx[start + c] = round(round(round(round(n * g[c]!) - first) - round(normalised[start + c]! * second)) * scale);
  },

  /** r·g + b·x + c, b = (Σg·μ − Σg·x)·r³/n: PyTorch on CPUs. */
  folded(pass) {
    const { g, x, dx, saved: { mean, rstd }, row, cols, round } = pass;
    const start = row * cols;
    const [db, ds] = sumsWith(x, pass);
    const [m, r] = [mean[row]!, rstd[row]!];
    const scale = round(1 / round(cols));
    const b = round(round(round(round(round(db * m) - ds) * r) * round(r * r)) * scale);
    const offset = round(round(-b * m) - round(round(db * r) * scale));
    for (let c = 0; c < cols; c++) dx[start + c] = round(round(round(r * g[c]!) + round(b * x[start + c]!)) + offset);
  },
};
