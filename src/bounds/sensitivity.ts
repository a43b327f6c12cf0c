// The bounds read backwards: not how far a correct kernel may be off, but how large an error must be for a kernel with it to be outside of the bounds,
// whatever its last rounding does. Rows without γ and β; sizes are relative to x̂, which is of about size 1.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Contract } from "./contract.ts";
import { storing } from "./storing.ts";
import type { RowBound } from "./row-bound.ts";

/** The smallest δ, of either sign, that is sure to leave the bounds when it comes before the rounding into storage. Infinity where nothing is promised. */
export interface Sensitivity {
  /** x̂ (1 + δ): an error of rstd, ε or the variance. */
  readonly scale: number;
  /** x̂ + δ: an error of the mean, in standard deviations. */
  readonly shift: number;
  /** One output, whichever it is, off by δ·max(|x̂_i|, 1). */
  readonly single: number;
}

/**
 * A kernel with the error δ·c_i in x̂_i stores x̂_i + δ·c_i to within w·|x̂_i + δ·c_i| + λ_S/2, where w = u_S/(1 + u_S) (half an ulp). So it is off by more
 * than E_i where δ·c_i·(1 − w) > E_i + w·|x̂_i| + λ_S/2. One such i is enough for an error of all outputs; of a single output it must hold for every i.
 */
export function sensitivityOf({ normalised }: ExactAnswer, bound: RowBound, { storage, arithmetic }: Pick<Contract, "storage" | "arithmetic">): Sensitivity {
  if (!bound.finite || !bound.informative) return { scale: Infinity, shift: Infinity, single: Infinity };
  const { rounding: w, underflow } = storing(storage, arithmetic);
  let scale = Infinity;
  let shift = Infinity;
  let single = 0;
  for (let i = 0; i < normalised.length; i++) {
    const size = Math.abs(normalised[i]);
    const needed = (bound.errors[i] + w * size + underflow) / (1 - w);
    if (size > 0) scale = Math.min(scale, needed / size);
    shift = Math.min(shift, needed);
    single = Math.max(single, needed / Math.max(size, 1));
  }
  return { scale, shift, single };
}
