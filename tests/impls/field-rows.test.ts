// Facts about real engines that our copies of their algorithms must reproduce to the last bit, or they would stand for nothing. The rows
// are the smallest known ones on which each algorithm goes wrong.

import { describe, expect, it } from "vitest";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import chanLanes from "../../src/impls/chan-lanes-fp32.ts";
import corrected from "../../src/impls/corrected-two-pass-fp32.ts";
import fp32 from "../../src/impls/fp32.ts";
import mixedBf16 from "../../src/impls/mixed-bf16.ts";
import mixedFp16 from "../../src/impls/mixed-fp16.ts";
import naive from "../../src/impls/naive-fp16.ts";
import onePass from "../../src/impls/one-pass-fp32.ts";
import clamped from "../../src/impls/one-pass-clamped-fp32.ts";
import shifted from "../../src/impls/shifted-fp32.ts";
import stable from "../../src/impls/stable-fp16.ts";
import welford from "../../src/impls/welford-fp32.ts";

const epsilon = Math.fround(1e-5);

function normalise(implementation: LayerNormImplementation, x: readonly number[], eps = epsilon): number[] {
  return Array.from(implementation.forward(Float64Array.from(x, Math.fround), { rows: 1, cols: x.length, eps, gamma: undefined, beta: undefined }) as Float64Array);
}

describe("one-pass-fp32, as ONNX Runtime up to 1.26", () => {
  it.each([
    [[2048, 2049], [-0.7071, 0.7071]],
    [[2896, 2897], [-158.1138, 158.1138]],
    [[4095, 4096, 4097, 4098], [-474.3416, -158.1138, 158.1138, 474.3416]],
    [[1, 1.002], [-0.29889, 0.29893]],
    [new Array(7).fill(1e12), new Array(7).fill(-20724304)],
  ])("%j gives %j", (x, expected) => {
    const y = normalise(onePass, x);
    expected.forEach((value, i) => expect(Math.abs(y[i]! / value - 1)).toBeLessThan(2e-5));
  });

  it.each([[[5793, 5794]], [[7.3, 7.3, 7.3]], [[1e20]], [[40000, 40001, 40002, 40003]], [new Array(256).fill(1234)]])("%j gives NaN or Infinity", (x) => {
    expect(normalise(onePass, x).some(Number.isFinite)).toBe(false);
  });

  it("clamped it is finite, and wrong", () => {
    const [low, high] = normalise(clamped, [5793, 5794]);
    expect(low).toBeCloseTo(-0.5 / Math.sqrt(epsilon), 3);
    expect(high).toBeCloseTo(0.5 / Math.sqrt(epsilon), 3);
  });
});

describe("welford-fp32, as ONNX Runtime 1.27", () => {
  it("loses the whole variance when the running mean rounds onto the second value", () => {
    expect(normalise(welford, [10000001, 10000002])).toEqual([-316.227783203125, 0]);
  });

  it("gives zero on constant rows", () => {
    for (const value of [0.1, 7.3, 1234, 53100, 1e8, 1e20]) for (const n of [1, 2, 3, 7, 768]) expect(normalise(welford, new Array(n).fill(value)).every((y) => y === 0)).toBe(true);
  });
});

describe("chan-lanes-fp32, as PyTorch 1.13", () => {
  it.each([[1000, 0.00195], [1234, -0.00928], [20000, 0.164], [53100, -0.712], [1e8, -559.6875]])("a constant row of %d gives %d, at every length", (constant, expected) => {
    for (const n of [1, 2, 8, 9, 768]) {
      const y = normalise(chanLanes, new Array(n).fill(constant));
      expect(Math.abs(y[0]! / expected - 1)).toBeLessThan(2e-3);
      expect(y.every((value) => value === y[0])).toBe(true);
    }
  });

  it("shares the collapse of Welford's variance", () => {
    const [low, high] = normalise(chanLanes, [10000001, 10000002]);
    expect(low).toBeCloseTo(-251.7, 1);
    expect(high).toBeCloseTo(64.5, 1);
  });
});

describe("fp16", () => {
  it("naive: the square of 256 overflows, silently", () => {
    expect(normalise(naive, [256, -256])).toEqual([0, -0]);
    expect(normalise(naive, [180, -180])).toEqual([1, -1]);
  });

  it("naive: the sum of 65504 and 65504 overflows", () => {
    expect(normalise(naive, [65504, 65504, 1]).every(Number.isNaN)).toBe(true);
  });

  it("naive: ε = 1e-8 is zero, and a constant row 0/0", () => {
    expect(normalise(naive, [1, 1], Math.fround(1e-8)).every(Number.isNaN)).toBe(true);
  });

  it("naive: a sum of ones sticks at 2048", () => {
    const y = normalise(naive, new Array(4096).fill(1));
    expect(y.every((value) => Math.abs(value) > 0.9)).toBe(true);
  });

  it("stable and mixed: the same rows are right", () => {
    for (const implementation of [stable, mixedFp16]) {
      expect(normalise(implementation, [256, -256])).toEqual([1, -1]);
      expect(normalise(implementation, [65504, 65504, 1])).toEqual([0.70703125, 0.70703125, -1.4140625]);
      expect(normalise(implementation, [1, 1], Math.fround(1e-8))).toEqual([0, 0]);
      expect(normalise(implementation, new Array(4096).fill(1)).every((value) => value === 0)).toBe(true);
    }
  });

  it("mixed bf16 gives bf16 values", () => {
    expect(normalise(mixedBf16, [1, 2, 4])).toEqual([-1.0703125, -0.267578125, 1.3359375]);
  });
});

describe("large means", () => {
  const row = [10_000_000, 10_000_001, 10_000_003, 10_000_008];
  const exact = [-0.97, -0.65, 0, 1.62];
  it.each([["corrected two-pass", corrected], ["shifted", shifted]])("%s does not mind them", (_, implementation) => {
    expect(normalise(implementation, row).every((y, i) => Math.abs(y - exact[i]!) < 0.01)).toBe(true);
  });
  it.each([["one-pass", onePass], ["clamped", clamped]])("%s does", (_, implementation) => {
    expect(normalise(implementation, row).every((y, i) => Math.abs(y - exact[i]!) < 0.01)).toBe(false);
  });
  it("two-pass gives a constant row ±1 where its sum rounds", () => {
    const [y] = normalise(fp32, [100000.3, 100000.3, 100000.3]);
    expect(Math.abs(y!)).toBeGreaterThan(0.5);
    expect(normalise(corrected, [100000.3, 100000.3, 100000.3]).every((value) => Math.abs(value) < 1e-3)).toBe(true);
  });
});
