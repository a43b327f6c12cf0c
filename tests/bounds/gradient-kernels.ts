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
  /** a·x̂_i: a·(t·r), (a·t)·r or (a·r)·t, drawn for the kernel. */
  along(a: number, i: number): number;
  /** Σ g·x̂, where chance has it with r multiplied in after the sum. */
  readonly projection: number;
}

function parts({ row, dy, moments, sum, f, random }: GradientOptions): Parts {
  const { mean, variance, deviation } = moments;
  const root = f(Math.sqrt(f(variance + f(row.eps))));
  const r = f(1 / root);
  const g = Array.from(dy, (value, i) => (row.gamma === undefined ? value : f(row.gamma[i]! * value)));
  const divided = random() < 0.3;
  const t = Array.from(row.x, (value, i) => (deviation ? deviation(i) : f(value - mean)));
  const xHat = t.map((value) => (divided ? f(value / root) : f(value * r)));
  const associations: readonly Parts["along"][] = [(a, i) => f(a * xHat[i]!), (a, i) => f(a * xHat[i]!), (a, i) => f(f(a * t[i]!) * r), (a, i) => f(f(a * r) * t[i]!)];
  const draw = () => associations[Math.floor(random() * associations.length)]!;
  const inner = draw();
  const projection = random() < 0.2 ? f(sum(g.map((value, i) => f(value * t[i]!)), f) * r) : sum(g.map(inner), f);
  return { n: row.x.length, g, r, along: draw(), projection };
}

/** a − b − c, grouped in one of three ways. */
function difference(a: number, b: number, c: number, f: Round, way: number): number {
  return way < 1 / 3 ? f(f(a - b) - c) : way < 2 / 3 ? f(a - f(b + c)) : f(f(a - c) - b);
}

/** r·(g − c1 − x̂·c2). */
export const means: GradientKernel = (options) => {
  const { f, sum, random } = options;
  const { n, g, r, along, projection } = parts(options);
  const over = random() < 0.5 ? (s: number) => f(s / f(n)) : (s: number) => f(s * f(1 / f(n)));
  const c1 = over(sum(g, f));
  const c2 = over(projection);
  const way = random();
  const dividedLast = random() < 0.2;
  return g.map((value, i) => f(difference(value, c1, dividedLast ? over(along(projection, i)) : along(c2, i), f, way) * r));
};

/** (r/n)·(n·g − Σg − x̂·Σg·x̂). */
export const scaledSums: GradientKernel = (options) => {
  const { f, sum, random } = options;
  const { n, g, r, along, projection } = parts(options);
  const first = sum(g, f);
  const way = random();
  const association = random();
  const reciprocal = f(1 / f(n));
  return g.map((value, i) => {
    const inner = difference(f(f(n) * value), first, along(projection, i), f, way);
    if (association < 1 / 3) return f(inner * f(r * reciprocal));
    return association < 2 / 3 ? f(f(inner * r) / f(n)) : f(f(reciprocal * r) * inner);
  });
};

/** r·g + b·x + c, as PyTorch's CPU kernel, whose loops multiply by γ last. */
export const folded: GradientKernel = (options) => {
  const { f, sum, row, dy, moments, random } = options;
  const { n, g, r } = parts(options);
  const gammaLast = random() < 0.5;
  const times = (factor: number, i: number) => (gammaLast ? f(f(factor * dy[i]!) * (row.gamma?.[i] ?? 1)) : f(factor * g[i]!));
  const ds = sum(g.map((_, i) => times(row.x[i]!, i)), f);
  const db = sum(g, f);
  const scale = f(1 / f(n));
  const difference = f(f(db * moments.mean) - ds);
  const b = [
    () => f(f(f(f(difference * r) * r) * r) * scale),
    () => f(f(f(difference * r) * f(r * r)) * scale),
    () => f(difference * f(f(f(r * r) * r) * scale)),
  ][Math.floor(random() * 3)]!();
  const c = f(f(-b * moments.mean) - f(f(db * r) * scale));
  return g.map((_, i) => f(f(times(r, i) + f(b * row.x[i]!)) + c));
};
