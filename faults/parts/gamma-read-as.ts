// Most mistakes with γ are mistakes of reading it: another value, another place, another format. The arithmetic around it is correct.

import type { KernelRow, Parts } from "./layer-norm.ts";

/** The correct affine step, but that γ_i is what `read` makes of it. */
export function gammaReadAs(read: (gamma: Float64Array, i: number, row: KernelRow) => number): Partial<Parts> {
  return {
    affine(row, i, normalised) {
      const { gamma, beta, round } = row;
      const scaled = gamma === undefined ? normalised : round(read(gamma, i, row) * normalised);
      return beta === undefined ? scaled : round(scaled + beta[i]);
    },
  };
}
