// Small kernels with one mistake each, written out plainly and apart from the recipes of the hypotheses, so that the two check each other.

import type { ForwardShape, LayerNormImplementation } from "../../src/contract/implementation.ts";
import type { Format } from "../../src/formats/format.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { roundFp32 } from "../../src/formats/fp32.ts";

type RowKernel = (x: Float64Array, shape: ForwardShape) => ArrayLike<number>;

/** An fp32 implementation from a function of one row. */
export function kernel(id: string, row: RowKernel, format: "fp32" | "fp16" = "fp32"): LayerNormImplementation {
  return {
    id,
    format,
    forward(x, shape) {
      const y = new Float64Array(x.length);
      for (let r = 0; r < shape.rows; r++) y.set(Array.from(row(x.subarray(r * shape.cols, (r + 1) * shape.cols), shape)), r * shape.cols);
      return y;
    },
  };
}

/** Two-pass with every operation rounded, and changes to it. */
export function twoPass(round: Format["round"], { divisor = 0, eps = "inside", affine = "right", seen = (n: number) => n } = {}): RowKernel {
  return (x, shape) => {
    let sum = 0;
    const last = seen(x.length);
    for (let i = 0; i < last; i++) sum = round(sum + (x[i] ?? 0));
    const mean = round(sum / x.length);
    let squares = 0;
    for (let i = 0; i < last; i++) {
      const d = round((x[i] ?? 0) - mean);
      squares = round(squares + round(d * d));
    }
    const variance = round(squares / (x.length - divisor));
    const e = round(shape.eps);
    const root = eps === "inside" ? round(Math.sqrt(round(variance + e))) : eps === "outside" ? round(round(Math.sqrt(variance)) + e) : round(Math.sqrt(variance));
    const r = round(1 / root);
    return x.map((value, i) => {
      const xHat = round(round(value - mean) * r);
      const g = shape.gamma?.[i] ?? 1;
      const b = shape.beta?.[i] ?? 0;
      if (affine === "no-gamma") return round(xHat + b);
      if (affine === "no-beta") return round(xHat * g);
      if (affine === "beta-first") return round(round(xHat + b) * g);
      return round(round(xHat * g) + b);
    });
  };
}

/** One-pass in fp32; `variance` is what becomes of E[x²] − E[x]². */
export function onePassFp32(clamp: (variance: number) => number = (variance) => variance): RowKernel {
  const round = roundFp32;
  return (x, { eps, gamma, beta }) => {
    let sum = 0;
    let squares = 0;
    for (const value of x) {
      sum = round(sum + value);
      squares = round(squares + round(value * value));
    }
    const mean = round(sum / x.length);
    const variance = clamp(round(round(squares / x.length) - round(mean * mean)));
    const r = round(1 / round(Math.sqrt(round(variance + round(eps)))));
    return x.map((value, i) => round(round(round(round(value - mean) * r) * (gamma?.[i] ?? 1)) + (beta?.[i] ?? 0)));
  };
}

export const naiveFp16 = kernel("naive", twoPass(roundFp16), "fp16");
export const onePass = kernel("one-pass", onePassFp32());
