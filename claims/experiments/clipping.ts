// Gradient clipping by global norm, step by step as PyTorch's clip_grad_norm_ does it: one norm over all gradients, one factor for all of them, at most 1.

type Round = (x: number) => number;

export interface Clipped {
  readonly gradients: readonly Float64Array[];
  readonly norm: number;
  readonly factor: number;
}

export interface ClippingOptions {
  readonly normMax: number;
  /** Of the format that norms and gradients are computed in. */
  readonly round: Round;
}

/** What is added to the norm before it divides (torch/nn/utils/clip_grad.py). */
const normEps = 1e-6;

export function clipByGlobalNorm(gradients: readonly Float64Array[], { normMax, round }: ClippingOptions): Clipped {
  const norm = normOf(gradients.map((gradient) => normOf(gradient, round)), round);
  // Math.min and torch.clamp agree on NaN: it stays.
  const factor = Math.min(1, round(normMax / round(norm + round(normEps))));
  return { gradients: gradients.map((gradient) => gradient.map((value) => round(value * factor))), norm, factor };
}

/** √Σv², every operation rounded. */
export function normOf(values: ArrayLike<number>, round: Round): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares = round(squares + round(values[i]! * values[i]!));
  return round(Math.sqrt(squares));
}
