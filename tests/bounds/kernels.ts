// Correct kernels of every family, every operation rounded by a function that is passed in: what the bounds promise to cover.

import type { Row } from "../../src/oracle/row.ts";

export type Round = (x: number) => number;

/** Mean, variance and the deviation of element i that the output is formed from. */
export interface KernelMoments {
  readonly mean: number;
  readonly variance: number;
  readonly deviation?: (i: number) => number;
}

export type Sum = (terms: readonly number[], round: Round) => number;

export const sums: Readonly<Record<string, Sum>> = {
  sequential: (terms, f) => terms.reduce((sum, term) => f(sum + term)),
  reversed: (terms, f) => [...terms].reverse().reduce((sum, term) => f(sum + term)),
  pairwise: (terms, f) => pairwise(terms, 0, terms.length, f),
  kahan(terms, f) {
    let sum = 0;
    let c = 0;
    for (const term of terms) {
      const y = f(term - c);
      const t = f(sum + y);
      c = f(f(t - sum) - y);
      sum = t;
    }
    return sum;
  },
};

function pairwise(terms: readonly number[], from: number, to: number, f: Round): number {
  if (to - from === 1) return terms[from]!;
  const middle = (from + to) >> 1;
  return f(pairwise(terms, from, middle, f) + pairwise(terms, middle, to, f));
}

export type MomentKernel = (x: readonly number[], f: Round, sum: Sum) => KernelMoments;

const divide = (s: number, n: number, f: Round) => f(s / f(n));

export function twoPass(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const mean = divide(sum(x, f), x.length, f);
  const squares = x.map((value) => f(f(value - mean) * f(value - mean)));
  return { mean, variance: divide(sum(squares, f), x.length, f) };
}

/** tfjs: Σ fl(x/n). */
export function twoPassDividedFirst(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const n = f(x.length);
  const mean = sum(x.map((value) => f(value / n)), f);
  const squares = x.map((value) => f(f(f(value - mean) * f(value - mean)) / n));
  return { mean, variance: sum(squares, f) };
}

/** Multiplication by fl(1/n). */
export function twoPassReciprocal(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const reciprocal = f(1 / f(x.length));
  const mean = f(sum(x, f) * reciprocal);
  const squares = x.map((value) => f(f(value - mean) * f(value - mean)));
  return { mean, variance: f(sum(squares, f) * reciprocal) };
}

export function correctedVariance(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const mean = divide(sum(x, f), x.length, f);
  const t = x.map((value) => f(value - mean));
  const total = sum(t, f);
  const squares = sum(t.map((value) => f(value * value)), f);
  return { mean, variance: Math.max(0, divide(f(squares - divide(f(total * total), x.length, f)), x.length, f)) };
}

export function corrected(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const { mean, variance } = correctedVariance(x, f, sum);
  const residual = divide(sum(x.map((value) => f(value - mean)), f), x.length, f);
  return { mean, variance, deviation: (i) => f(f(x[i]! - mean) - residual) };
}

export function recentred(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const mean = divide(sum(x, f), x.length, f);
  const residual = divide(sum(x.map((value) => f(value - mean)), f), x.length, f);
  const t = x.map((value) => f(f(value - mean) - residual));
  return { mean, variance: divide(sum(t.map((value) => f(value * value)), f), x.length, f), deviation: (i) => t[i]! };
}

export function shifted(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const z = x.map((value) => f(value - x[0]!));
  const meanShifted = divide(sum(z, f), x.length, f);
  const meanSquare = divide(sum(z.map((value) => f(value * value)), f), x.length, f);
  const variance = Math.max(0, f(meanSquare - f(meanShifted * meanShifted)));
  return { mean: f(x[0]! + meanShifted), variance, deviation: (i) => f(z[i]! - meanShifted) };
}

export function shiftedFormed(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const { mean, variance } = shifted(x, f, sum);
  return { mean, variance };
}

export function onePass(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const mean = divide(sum(x, f), x.length, f);
  const meanSquare = divide(sum(x.map((value) => f(value * value)), f), x.length, f);
  return { mean, variance: f(meanSquare - f(mean * mean)) };
}

export function onePassSums(x: readonly number[], f: Round, sum: Sum): KernelMoments {
  const total = sum(x, f);
  const squares = sum(x.map((value) => f(value * value)), f);
  return { mean: divide(total, x.length, f), variance: divide(f(squares - divide(f(total * total), x.length, f)), x.length, f) };
}

export function welford(x: readonly number[], f: Round): KernelMoments {
  let mean = 0;
  let m2 = 0;
  x.forEach((value, i) => {
    const delta = f(value - mean);
    mean = f(mean + f(delta / f(i + 1)));
    m2 = f(m2 + f(delta * f(value - mean)));
  });
  return { mean, variance: divide(m2, x.length, f) };
}

export function welfordReciprocal(x: readonly number[], f: Round): KernelMoments {
  let mean = 0;
  let m2 = 0;
  x.forEach((value, i) => {
    const delta = f(value - mean);
    mean = f(mean + f(delta * f(1 / f(i + 1))));
    m2 = f(m2 + f(delta * f(value - mean)));
  });
  return { mean, variance: divide(m2, x.length, f) };
}

interface Node {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
}

export type Merge = (a: Node, b: Node, f: Round) => Node;

/** m + δ·(nB/n), as in Chan's paper and PyTorch's CPU kernel. */
export const mergeByDifference: Merge = (a, b, f) => {
  const n = a.n + b.n;
  const delta = f(b.mean - a.mean);
  const share = f(b.n / f(n));
  return { n, mean: f(a.mean + f(delta * share)), m2: f(f(a.m2 + b.m2) + f(f(delta * delta) * f(a.n * share))) };
};

/** (nA/n)·mA + (nB/n)·mB with products by 1/n, as in PyTorch's CUDA kernel. */
export const mergeByAverage: Merge = (a, b, f) => {
  const n = a.n + b.n;
  const delta = f(b.mean - a.mean);
  const reciprocal = f(1 / f(n));
  const shareA = f(a.n * reciprocal);
  const shareB = f(b.n * reciprocal);
  return { n, mean: f(f(shareA * a.mean) + f(shareB * b.mean)), m2: f(f(a.m2 + b.m2) + f(f(f(delta * delta) * shareA) * b.n)) };
};

/** Chan's merge over a tree that `random` draws: any split, in an order of its own; leaves of a few elements by two passes or Welford. */
export function chanTree(x: readonly number[], f: Round, sum: Sum, options: { readonly merge: Merge; readonly leafMax: number; readonly random: () => number }): KernelMoments {
  const { merge, leafMax, random } = options;
  const order = x.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key);
  const values = random() < 0.5 ? x : order.map(({ value }) => value);
  const node = (from: number, to: number): Node => {
    const n = to - from;
    if (n <= leafMax) {
      const leaf = values.slice(from, to);
      const { mean, variance } = random() < 0.5 ? twoPass(leaf, f, sum) : welford(leaf, f);
      return { n, mean, m2: n === 1 ? 0 : f(variance * n) };
    }
    const style = random();
    const split = style < 0.3 ? from + 1 : style < 0.6 ? to - 1 : style < 0.8 ? (from + to) >> 1 : from + 1 + Math.floor(random() * (n - 1));
    return merge(node(from, split), node(split, to), f);
  };
  const { mean, m2 } = node(0, x.length);
  return { mean, variance: divide(m2, x.length, f) };
}

export type Form = "product" | "quotient" | "expanded" | "folded" | "scaled" | "gamma-first";

/** The output from the moments, in one of the forms; rounded once into storage. */
export function outputs(row: Row, moments: KernelMoments, form: Form, rounds: { readonly accumulator: Round; readonly storage: Round }): number[] {
  const f = rounds.accumulator;
  const { mean, variance, deviation } = moments;
  const root = f(Math.sqrt(f(variance + f(row.eps))));
  const r = f(1 / root);
  return Array.from(row.x, (value, i) => {
    const t = deviation ? deviation(i) : f(value - mean);
    const g = row.gamma?.[i];
    const b = row.beta?.[i];
    const affine = (h: number) => {
      const scaled = g === undefined ? h : f(g * h);
      return b === undefined ? scaled : f(scaled + b);
    };
    switch (form) {
      case "product":
        return rounds.storage(affine(f(t * r)));
      case "quotient":
        return rounds.storage(affine(f(t / root)));
      case "expanded":
        return rounds.storage(affine(f(f(value * r) - f(mean * r))));
      case "folded": {
        const a = g === undefined ? r : f(g * r);
        return rounds.storage(f(f(value * a) + f((b ?? 0) - f(mean * a))));
      }
      case "scaled": {
        const h = f(t * (g === undefined ? r : f(g * r)));
        return rounds.storage(b === undefined ? h : f(h + b));
      }
      case "gamma-first": {
        const h = f(f(g === undefined ? t : f(t * g)) * r);
        return rounds.storage(b === undefined ? h : f(h + b));
      }
    }
  });
}
