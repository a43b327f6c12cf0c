// The pieces that the experiments are made of: softmax, clipping, loss scaling, the simple formula, the stack, and what "unavoidable" means.

import { describe, expect, it } from "vitest";
import { clipByGlobalNorm, normOf } from "../../claims/experiments/clipping.ts";
import { absoluteError, layerNormUnavoidable, softmaxUnavoidable } from "../../claims/experiments/conditioning.ts";
import { errorOf, kindOf } from "../../claims/experiments/error.ts";
import { scalerOf, unscaled, updated } from "../../claims/experiments/loss-scaling.ts";
import { normalRow } from "../../claims/experiments/rows.ts";
import { simpleLayerNorm } from "../../claims/experiments/simple-layer-norm.ts";
import { naiveSoftmax, stableSoftmax } from "../../claims/experiments/softmax.ts";
import { runStack, type Arrangement, type StackOptions } from "../../claims/experiments/stack.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";

const row = (...values: number[]) => Float64Array.from(values);

describe("softmax", () => {
  it("is the same function both ways, where nothing overflows", () => {
    const x = normalRow({ seed: "softmax", n: 16, size: 3 });
    const [naive, stable] = [naiveSoftmax(x, fp64.round), stableSoftmax(x, fp64.round)];
    for (const [i, p] of stable.entries()) expect(naive[i]! / p).toBeCloseTo(1, 12);
    expect(stable.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect([...stableSoftmax(row(0, Math.log(3)), fp64.round)].map((p) => Number(p.toFixed(12)))).toEqual([0.25, 0.75]);
  });

  it("breaks where exp overflows, or all of it underflows, unless the largest value is taken out", () => {
    for (const [round, over, under] of [
      [fp32.round, 89, -104],
      [fp16.round, 12, -18],
    ] as const) {
      for (const x of [row(over, over), row(under, under)]) {
        expect([...naiveSoftmax(x, round)]).toEqual([NaN, NaN]);
        expect([...stableSoftmax(x, round)]).toEqual([0.5, 0.5]);
      }
    }
  });
});

describe("clipping by global norm", () => {
  const options = { normMax: 1, round: fp64.round };

  it("scales all gradients by one factor, and leaves short ones alone", () => {
    const { gradients, norm, factor } = clipByGlobalNorm([row(3), row(0, 4)], options);
    expect(norm).toBe(5);
    expect(factor).toBeCloseTo(1 / 5, 6);
    expect(normOf(gradients.flatMap((one) => [...one]), fp64.round)).toBeLessThanOrEqual(1);
    expect(gradients[1]![1]! / gradients[0]![0]!).toBeCloseTo(4 / 3, 12);
    expect(clipByGlobalNorm([row(0.3, -0.4)], options).gradients).toEqual([row(0.3, -0.4)]);
  });

  it("spreads a NaN, leaves a NaN of an infinity and zeros of the rest, and loses what overflows in the norm", () => {
    expect(clipByGlobalNorm([row(NaN), row(1, 2)], options).gradients).toEqual([row(NaN), row(NaN, NaN)]);
    expect(clipByGlobalNorm([row(Infinity), row(1, 2)], options).gradients).toEqual([row(NaN), row(0, 0)]);
    expect(clipByGlobalNorm([row(256, 1)], { normMax: 1, round: fp16.round })).toMatchObject({ norm: Infinity, factor: 0, gradients: [row(0, 0)] });
  });
});

describe("loss scaling", () => {
  const options = { initial: 8, growthInterval: 2 };

  it("halves after what is not finite and doubles after enough good steps", () => {
    const steps = [true, true, false, true, false, true, true];
    const scales: number[] = [];
    let scaler = scalerOf(options);
    for (const finite of steps) {
      scales.push(scaler.scale);
      scaler = updated(scaler, finite, options);
    }
    expect([...scales, scaler.scale]).toEqual([8, 8, 16, 8, 8, 4, 4, 8]);
  });

  it("is divided out exactly", () => {
    const gradient = normalRow({ seed: "unscaled", n: 8, size: 1 });
    expect(unscaled(gradient.map((value) => value * 2 ** 16), 2 ** 16)).toEqual(gradient);
  });
});

describe("the simple formula", () => {
  it("is LayerNorm, and with n − 1 it is not", () => {
    const x = normalRow({ seed: "simple", n: 9, size: 2, offset: 1 });
    const exact = exactAnswer({ x, eps: 1e-5 })!;
    const single = x.map(fp32.round);
    expect(errorOf(simpleLayerNorm(single, { format: fp32, eps: 1e-5 }), exactAnswer({ x: single, eps: 1e-5 })!)).toBeLessThan(1e-6);
    const unbiased = simpleLayerNorm(x, { format: fp32, eps: 1e-5, unbiased: true });
    expect(unbiased[0]! / exact.y[0]!).toBeCloseTo(Math.sqrt(8 / 9), 4);
  });

  it("stores its variance in the format, which ends at 65504 in fp16", () => {
    expect([...simpleLayerNorm(row(255, -255), { format: fp16, eps: 1e-5 })]).toEqual([1, -1]);
    expect([...simpleLayerNorm(row(256, -256), { format: fp16, eps: 1e-5 })]).toEqual([0, -0]);
  });
});

describe("errors", () => {
  const exact = exactAnswer({ x: row(1, -1, 3, -3), eps: 0 })!;

  it("are shares of the output's scale, at least 1 unless told otherwise", () => {
    expect(errorOf(exact.y.map((value) => value * 1.5), exact)).toBeCloseTo(0.5, 12);
    const small = exactAnswer({ x: row(1e-3, -1e-3), eps: 1 })!;
    expect(errorOf(small.y.map((value) => value * 2), small)).toBeCloseTo(1e-3, 8);
    expect(errorOf(small.y.map((value) => value * 2), small, { scaleMin: 0 })).toBeCloseTo(1, 8);
    expect(errorOf([0, 0, NaN, 0], exact)).toBe(Infinity);
  });

  it("have names", () => {
    expect(["right", "wrong", "zeros", "not finite"]).toEqual([exact.y, exact.y.map((value) => value + 0.1), exact.y.map(() => 0), exact.y.map(() => NaN)].map((y) => kindOf(y, exact)));
  });
});

describe("the unavoidable error", () => {
  /** The sum over j of what a relative change of x_j alone does, by central differences. */
  function byDifferences(x: Float64Array, f: (x: Float64Array) => Float64Array): number {
    const h = 2 ** -20;
    const sums = f(x).map(Math.abs);
    for (let j = 0; j < x.length; j++) {
      const [up, down] = [1 + h, 1 - h].map((factor) => f(x.map((value, k) => (k === j ? value * factor : value))));
      for (let i = 0; i < sums.length; i++) sums[i]! += Math.abs(up![i]! - down![i]!) / (2 * h);
    }
    return Math.max(...sums);
  }

  it("is that of the derivatives", () => {
    const x = normalRow({ seed: "conditioning", n: 6, size: 1, offset: 2 });
    const layerNorm = (values: Float64Array) => exactAnswer({ x: values, eps: 1e-5 })!.y;
    const softmax = (values: Float64Array) => stableSoftmax(values, fp64.round);
    expect(layerNormUnavoidable(x, exactAnswer({ x, eps: 1e-5 })!, 1) / byDifferences(x, layerNorm)).toBeCloseTo(1, 6);
    expect(softmaxUnavoidable(x, softmax(x), 1) / byDifferences(x, softmax)).toBeCloseTo(1, 6);
    expect(absoluteError(row(1, 2), row(1.5, 2))).toBe(0.5);
    expect(absoluteError(row(1, NaN), row(1, 2))).toBe(Infinity);
  });
});

describe("the stack", () => {
  const options = (arrangement: Arrangement, factor: number): StackOptions => ({ arrangement, initialisation: { name: "test", bias: 0, weight: (random) => factor * random.normal() }, width: 12, blocks: 3, eps: 1e-5, seed: "stack" });

  it("adds branches before or after normalisation", () => {
    const rms = (x: Float64Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length);
    const still = { pre: runStack(options("pre-norm", 0)), post: runStack(options("post-norm", 0)) };
    expect(still.pre.inputs.map((x) => [...x])).toEqual(Array.from({ length: 3 }, () => [...still.pre.inputs[0]!]));
    expect(rms(still.post.inputs[2]!)).toBeCloseTo(1, 4);
    expect(rms(runStack(options("pre-norm", 100)).inputs[2]!)).toBeGreaterThan(100);
  });

  it("lets gradients pass a branch of zeros unchanged before normalisation", () => {
    const { gradientNorms } = runStack(options("pre-norm", 0));
    expect(new Set(gradientNorms).size).toBe(1);
    expect(new Set(runStack(options("pre-norm", 1)).gradientNorms).size).toBe(3);
  });
});
