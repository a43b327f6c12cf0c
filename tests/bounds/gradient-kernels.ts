// Backward kernels of every form, every operation rounded by a function that is passed in: what the bounds of the gradient promise to cover.

import type { Row } from "../../src/oracle/row.ts";
import type { KernelMoments, Round, Sum } from "./kernels.ts";

export interface GradientOptions {
  readonly row: Row;
  readonly dy: Float64Array;
  readonly moments: KernelMoments;
  readonly sum: Sum;
  readonly f: Round;
  /** Draws the grouping of three terms and of products. */
  readonly random: () => number;
}

export type GradientKernel = (options: GradientOptions) => number[];

interface Parts {
  readonly n: number;
  readonly g: number[];
  readonly r: number;
  readonly xHat: number[];
}

function parts({ row, dy, moments, f, random }: GradientOptions): Parts {
  const { mean, variance, deviation } = moments;
  const root = f(Math.sqrt(f(variance + f(row.eps))));
  const r = f(1 / root);
  const g = Array.from(dy, (value, i) => (row.gamma === undefined ? value : f(row.gamma[i]! * value)));
  const divided = random() < 0.3;
  const xHat = Array.from(row.x, (value, i) => {
    const t = deviation ? deviation(i) : f(value - mean);
    return divided ? f(t / root) : f(t * r);
  });
  return { n: row.x.length, g, r, xHat };
}

/** a − b − c, grouped in one of three ways. */
function difference(a: number, b: number, c: number, f: Round, way: number): number {
  return way < 1 / 3 ? f(f(a - b) - c) : way < 2 / 3 ? f(a - f(b + c)) : f(f(a - c) - b);
}

/** r·(g − c1 − x̂·c2). */
export const means: GradientKernel = (options) => {
  const { f, sum, random } = options;
  const { n, g, r, xHat } = parts(options);
  const over = random() < 0.5 ? (s: number) => f(s / f(n)) : (s: number) => f(s * f(1 / f(n)));
  const c1 = over(sum(g, f));
  const c2 = over(sum(g.map((value, i) => f(value * xHat[i]!)), f));
  const way = random();
  return g.map((value, i) => f(difference(value, c1, f(xHat[i]! * c2), f, way) * r));
};

/** (r/n)·(n·g − Σg − x̂·Σg·x̂). */
export const scaledSums: GradientKernel = (options) => {
  const { f, sum, random } = options;
  const { n, g, r, xHat } = parts(options);
  const first = sum(g, f);
  const second = sum(g.map((value, i) => f(value * xHat[i]!)), f);
  const way = random();
  const association = random();
  const reciprocal = f(1 / f(n));
  return g.map((value, i) => {
    const inner = difference(f(f(n) * value), first, f(xHat[i]! * second), f, way);
    if (association < 1 / 3) return f(inner * f(r * reciprocal));
    return association < 2 / 3 ? f(f(inner * r) / f(n)) : f(f(reciprocal * r) * inner);
  });
};

/** r·g + b·x + c, as PyTorch's CPU kernel. */
export const folded: GradientKernel = (options) => {
  const { f, sum, row, moments, random } = options;
  const { n, g, r } = parts(options);
  const ds = sum(g.map((value, i) => f(value * row.x[i]!)), f);
  const db = sum(g, f);
  const scale = f(1 / f(n));
  const b = f(f(f(f(f(db * moments.mean) - ds) * r) * f(r * r)) * scale);
  const b3 = random() < 0.5 ? b : f(f(f(db * moments.mean) - ds) * f(f(f(r * r) * r) * scale));
  const c = f(f(-b3 * moments.mean) - f(f(db * r) * scale));
  return g.map((value, i) => f(f(f(r * value) + f(b3 * row.x[i]!)) + c));
};
