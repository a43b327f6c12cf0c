// What a framework keeps of its forward pass for the backward one: mean, rstd and x̂ of every row. Taken from the forward pass itself, by its trace, so
// that no implementation has its statistics twice.

import type { BackwardShape, LayerNormImplementation } from "../../contract/implementation.ts";
import type { StageObserver } from "../../contract/stage.ts";

export interface Saved {
  readonly mean: Float64Array;
  readonly rstd: Float64Array;
  /** rows·cols values. */
  readonly normalised: Float64Array;
}

/** Runs `forward` on x alone, without γ and β. `round` is that of the accumulator, for kernels that divide by the root instead of multiplying by rstd. */
export function saved(forward: LayerNormImplementation["forward"], x: Float64Array, { rows, cols, eps }: BackwardShape, round: (x: number) => number): Saved {
  const mean = new Float64Array(rows);
  const rstd = new Float64Array(rows);
  const told = new Float64Array(rows * cols);
  let tells = false;
  const trace: StageObserver = (stage, row, value, column) => {
    if (stage === "mean") mean[row] = value as number;
    else if (stage === "rstd") rstd[row] = value as number;
    else if (stage === "root") rstd[row] = round(1 / (value as number));
    else if (stage === "normalised") {
      tells = true;
      if (column !== undefined) told[row * cols + column] = value as number;
      else told.set(value as ArrayLike<number>, row * cols);
    }
  };
  const y = forward(x, { rows, cols, eps, gamma: undefined, beta: undefined, trace }) as Float64Array;
  // Without γ and β, what comes out is x̂, unless it was rounded to be stored: the trace has it as it was before.
  return { mean, rstd, normalised: tells ? told : y };
}
