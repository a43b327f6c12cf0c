// Correct kernels of dγ and dβ: sums over rows in every order, products in every association, each operation rounded by a function that is passed in.

import type { Row } from "../../src/oracle/row.ts";
import type { RandomNumber } from "./adversarial-rows.ts";
import { type KernelMoments, type Round, type Sum, sums } from "./kernels.ts";

/** Orders of the sum over rows: those within a row, lanes that are added up at the end, and a tree that chance draws (atomic additions). */
export function rowSums(random: RandomNumber): Readonly<Record<string, Sum>> {
  return {
    ...sums,
    lanes(terms, f) {
      const lanes = Array.from({ length: Math.min(4, terms.length) }, (_, lane) => terms.filter((_term, i) => i % 4 === lane));
      return sums.sequential!(lanes.map((own) => sums.sequential!(own, f)), f);
    },
    tree(terms, f) {
      const left = [...terms];
      const take = () => left.splice(Math.floor(random() * left.length), 1)[0]!;
      while (left.length > 1) left.push(f(take() + take()));
      return left[0]!;
    },
  };
}

/** How dy·x̂ is formed from t = x − μ: dy·(t·r), dy·(t/√), (dy·t)·r as in PyTorch on CUDA, (dy·r)·t, dy·(x·r − m·r) as in PyTorch on CPUs. */
export type Association = "normalised" | "quotient" | "deviation-first" | "rstd-first" | "expanded";

export interface ParameterTermOptions {
  readonly row: Row;
  readonly dy: Float64Array;
  readonly moments: KernelMoments;
  readonly association: Association;
  readonly f: Round;
}

/** What a row adds to dγ, column by column. */
export function parameterTerms({ row, dy, moments, association, f }: ParameterTermOptions): number[] {
  const { mean, variance, deviation } = moments;
  const root = f(Math.sqrt(f(variance + f(row.eps))));
  const r = f(1 / root);
  return Array.from(dy, (g, i) => {
    const t = deviation ? deviation(i) : f(row.x[i]! - mean);
    switch (association) {
      case "normalised":
        return f(g * f(t * r));
      case "quotient":
        return f(g * f(t / root));
      case "deviation-first":
        return f(f(g * t) * r);
      case "rstd-first":
        return f(f(g * r) * t);
      case "expanded":
        return f(g * f(f(row.x[i]! * r) - f(mean * r)));
    }
  });
}
