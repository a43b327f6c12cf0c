// Loss scaling: the loss, and with it every gradient, is multiplied by a power of two before the backward pass and divided out after it (Micikevicius
// et al. 2018). Dynamic scaling looks for the power by itself, as PyTorch's GradScaler does.

export interface ScalerOptions {
  readonly initial: number;
  /** Steps without overflow after which the scale doubles. */
  readonly growthInterval: number;
}

/** The scaler's state: the scale of the next step, and how many steps went well since it last changed. */
export interface Scaler {
  readonly scale: number;
  readonly good: number;
}

export function scalerOf({ initial }: ScalerOptions): Scaler {
  return { scale: initial, good: 0 };
}

/** After a step whose gradients were all finite, or were not (the step is then skipped): doubled after enough good ones, halved at once. */
export function updated({ scale, good }: Scaler, finite: boolean, { growthInterval }: ScalerOptions): Scaler {
  if (!finite) return { scale: scale / 2, good: 0 };
  return good + 1 === growthInterval ? { scale: scale * 2, good: 0 } : { scale, good: good + 1 };
}

/** Gradients as they were before the scale, in fp32 or wider: by a power of two exactly. */
export function unscaled(gradient: Float64Array, scale: number): Float64Array {
  return gradient.map((value) => value / scale);
}
