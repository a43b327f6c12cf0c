// A deep stack of linear layers and LayerNorms in doubles, forward and backward: what each LayerNorm is given at initialisation, and what gradient comes
// back to each block.

import type { Random } from "../../src/rows/family.ts";
import { randomFrom } from "../../src/rows/random.ts";

/** pre: h + W·LN(h). post: LN(h + W·h). */
export type Arrangement = "pre-norm" | "post-norm";

export interface Initialisation {
  readonly name: string;
  /** One weight, for a layer of this width in a stack of this depth. */
  weight(random: Random, shape: { readonly width: number; readonly blocks: number }): number;
  /** Every bias. */
  readonly bias: number;
}

export interface StackOptions {
  readonly arrangement: Arrangement;
  readonly initialisation: Initialisation;
  readonly width: number;
  readonly blocks: number;
  readonly eps: number;
  readonly seed: string;
}

export interface StackRun {
  /** What the LayerNorm of each block is given. */
  readonly inputs: readonly Float64Array[];
  /** ‖gradient‖ at the input of each block, for a random gradient of norm 1 per value at the end. */
  readonly gradientNorms: readonly number[];
}

interface Normalised {
  readonly values: Float64Array;
  readonly rstd: number;
}

export function runStack({ arrangement, initialisation, width, blocks, eps, seed }: StackOptions): StackRun {
  const random = randomFrom(seed);
  const weights = Array.from({ length: blocks }, () => Float64Array.from({ length: width * width }, () => initialisation.weight(random, { width, blocks })));
  let h: Float64Array = Float64Array.from({ length: width }, () => random.normal());
  const inputs: Float64Array[] = [];
  const normalised: Normalised[] = [];
  for (const weight of weights) {
    if (arrangement === "pre-norm") {
      inputs.push(h);
      normalised.push(layerNorm(h, eps));
      h = sum(h, linear(weight, normalised.at(-1)!.values, initialisation.bias));
    } else {
      inputs.push(sum(h, linear(weight, h, initialisation.bias)));
      normalised.push(layerNorm(inputs.at(-1)!, eps));
      h = normalised.at(-1)!.values;
    }
  }
  let gradient: Float64Array = Float64Array.from({ length: width }, () => random.normal());
  const gradientNorms: number[] = [];
  for (let block = blocks - 1; block >= 0; block--) {
    const [weight, norm] = [weights[block]!, normalised[block]!];
    if (arrangement === "pre-norm") gradient = sum(gradient, layerNormBackward(norm, transposed(weight, gradient)));
    else {
      const inner = layerNormBackward(norm, gradient);
      gradient = sum(inner, transposed(weight, inner));
    }
    gradientNorms.unshift(Math.sqrt(gradient.reduce((total, value) => total + value * value, 0)));
  }
  return { inputs, gradientNorms };
}

/** W·x + b, W row by row. */
export function linear(weight: Float64Array, x: Float64Array, bias: number): Float64Array {
  const n = x.length;
  return x.map((_, row) => {
    let total = bias;
    for (let c = 0; c < n; c++) total += weight[row * n + c]! * x[c]!;
    return total;
  });
}

/** Wᵀ·g. */
function transposed(weight: Float64Array, g: Float64Array): Float64Array {
  const n = g.length;
  const result = new Float64Array(n);
  for (let row = 0; row < n; row++) for (let c = 0; c < n; c++) result[c] += weight[row * n + c]! * g[row]!;
  return result;
}

function layerNorm(x: Float64Array, eps: number): Normalised {
  const mean = meanOf(x);
  const deviations = x.map((value) => value - mean);
  const rstd = 1 / Math.sqrt(meanOf(deviations.map((d) => d * d)) + eps);
  return { values: deviations.map((d) => d * rstd), rstd };
}

/** r(g − c1 − x̂·c2). */
function layerNormBackward({ values, rstd }: Normalised, g: Float64Array): Float64Array {
  const [c1, c2] = [meanOf(g), meanOf(g.map((value, i) => value * values[i]!))];
  return g.map((value, i) => rstd * (value - c1 - values[i]! * c2));
}

function meanOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}
