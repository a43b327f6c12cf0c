// A margin is error ÷ tolerance, and the tolerance is what the property states: E, 2E, E of the one and E′ of the other. One value is
// moved by a hundred times that; what the correct kernel itself has lost is small beside it.

import { describe, expect, it } from "vitest";
import { layerNormOf } from "../../faults/parts/layer-norm.ts";
import type { ContractDeclaration, LayerNormImplementation } from "../../src/contract/implementation.ts";
import type { JudgedRow } from "../../src/contract/judge.ts";
import { anyOutputStep, outputStepErrors } from "../../src/contract/output-step.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { tryProperty, type Trial } from "../../src/contract/trial.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch } from "./faults.ts";
import { properties } from "./read-properties.ts";

interface Stated {
  readonly property: string;
  readonly batch: Batch;
  readonly contract?: ContractDeclaration;
  /** The call of the kernel, 0 for the call itself, and the element of it that is moved. */
  readonly moved: readonly [call: number, row: number, column: number];
  /** What the property allows there, from the analysed rows of the call and of the derived calls. */
  readonly tolerance: (row: (call: number, row: number) => JudgedRow) => number;
}

const u = 2 ** -24;
const gamma = [1, 2, -0.5, 1.5];
const beta = [0.5, -1, 0.1, 2];
const affine = batch([0.5, -1.25, 2, 0.75, 3, -0.3, 1.1, 0.2, -2.2, 0.9, 1.6, -0.7], { rows: 3, gamma, beta });
const plain = batch([...affine.x], { rows: 3 });
const E = (row: JudgedRow, column: number) => row.bound.errors[column];
const L = (row: JudgedRow, column: number) => outputStepErrors(row, anyOutputStep(row))[column];

const stated: readonly Stated[] = [
  { property: "oracle-agreement", batch: affine, moved: [0, 1, 2], tolerance: (row) => E(row(0, 1), 2) + row(0, 1).exact.yError[2] },
  { property: "batch-invariance", batch: affine, moved: [1, 2, 3], tolerance: (row) => 2 * E(row(0, 0), 3) },
  { property: "batch-invariance", batch: affine, moved: [2, 0, 1], tolerance: (row) => 2 * E(row(0, 2), 1) },
  { property: "row-independence", batch: affine, moved: [1, 0, 1], tolerance: (row) => 2 * E(row(0, 0), 1) },
  // Steps of about 0.618·4 from column 1 on: the value of column 1 stands in column 0.
  { property: "permutation", batch: affine, moved: [1, 1, 0], tolerance: (row) => E(row(1, 1), 0) + E(row(0, 1), 1) },
  { property: "affine-identity", batch: plain, moved: [1, 1, 3], tolerance: (row) => E(row(0, 1), 3) + E(row(1, 1), 3) },
  { property: "constant-row", batch: batch([7, 7, 7], { beta: [1, 2, 3] }), moved: [0, 0, 1], tolerance: (row) => E(row(0, 0), 1) },
  { property: "single-element", batch: batch([7], { beta: [2] }), moved: [0, 0, 0], tolerance: (row) => E(row(0, 0), 0) },
  // Every rounding of exact-rows.ts by its share of u: two products or three, the reciprocal, the root's two and those of a division by n.
  { property: "exact-rows", batch: batch([3, 10]), contract: { output: "centred" }, moved: [0, 0, 1], tolerance: (row) => 3.5 * u * Math.abs(row(0, 0).exact.normalised[1]) },
  { property: "exact-rows", batch: batch([3, 10], { gamma: [1, 2] }), contract: { output: "centred" }, moved: [0, 0, 1], tolerance: (row) => 2 * 4.5 * u * Math.abs(row(0, 0).exact.normalised[1]) },
  // ε = 100 (1 + 2^-25) is 100 in fp32: a share of the variance plus ε, of which the root takes half.
  { property: "exact-rows", batch: { ...batch([3, 10]), eps: 100 * (1 + 2 ** -25) }, contract: { output: "centred" }, moved: [0, 0, 1], tolerance: (row) => (3.5 * u + (0.5 * 100 * 2 ** -25) / 112.25) * Math.abs(row(0, 0).exact.normalised[1]) },
  { property: "exact-rows", batch: batch([1, 3, 5]), contract: { output: "centred", algorithm: "welford" }, moved: [0, 0, 2], tolerance: (row) => 4.5 * u * Math.abs(row(0, 0).exact.normalised[2]) },
  { property: "zero-mean", batch: batch([1, 2, 4, 7]), moved: [0, 0, 2], tolerance: (row) => row(0, 0).bound.sumError + 2 * u * row(0, 0).exact.normalised.reduce((sum, value) => sum + Math.abs(value), 0) },
  { property: "equal-inputs", batch: batch([1, 2, 4, 2]), moved: [0, 0, 3], tolerance: (row) => 2 * L(row(0, 0), 3) },
  { property: "monotone", batch: batch([1, 2, 2, 4]), moved: [0, 0, 1], tolerance: (row) => L(row(0, 0), 1) + L(row(0, 0), 2) },
  { property: "non-finite-propagation", batch: batch([1, NaN, 3, 5, 6, 8], { rows: 2 }), moved: [0, 1, 2], tolerance: (row) => 2 * E(row(0, 1), 2) },
  { property: "affine-scaling", batch: batch([1, 2.5, 4, 1e-30], { gamma: [2 ** -120, 1, 1, 1] }), moved: [2, 0, 0], tolerance: (row) => E(row(2, 0), 0) + 4 * E(row(1, 0), 0) },
  { property: "power-of-two-scaling", batch: batch([1, 2.5, 4, 2 ** -140], { eps: 2 ** -20 }), moved: [1, 0, 0], tolerance: (row) => E(row(0, 0), 0) + E(row(1, 0), 0) },
];

const times = 100;

describe.each(stated)("$property", ({ property: id, batch: given, contract: declared = {}, moved: [which, r, c], tolerance }) => {
  const property = properties.find((one) => one.id === id)!;

  it(`of call ${which}, row ${r}, column ${c} is violated by as many times as it is exceeded`, () => {
    const run = (by: number): Trial => {
      let calls = 0;
      const right = layerNormOf({ id: "subject", format: "fp32" });
      const implementation: LayerNormImplementation = {
        ...right,
        contract: declared,
        forward(x, shape) {
          const y = Float64Array.from(right.forward(x, shape) as Float64Array);
          if (calls++ === which) y[r * shape.cols + c] += by;
          return y;
        },
      };
      return tryProperty(implementation, resolveContract(implementation), property, given) as Trial;
    };
    const { call, derived, verdict } = run(0);
    expect(verdict).toMatchObject({ kind: "holds" });
    const allowed = tolerance((k, row) => (k === 0 ? call : derived[k - 1]).row(row) as JudgedRow);
    expect(allowed).toBeGreaterThan(0);
    for (const sign of id === "monotone" ? [1] : [1, -1]) {
      const moved = run(sign * times * allowed).verdict;
      if (moved.kind !== "violated") return expect.fail(`${id} does not notice ${times} times what it allows`);
      expect(moved.margin).toBeGreaterThan(times - 2);
      expect(moved.margin).toBeLessThan(times + 2);
      // The tolerance that is shown is the one that was applied, but for the oracle's own error.
      expect(moved.tolerance.value / allowed).toBeGreaterThan(0.99);
      expect(moved.tolerance.value / allowed).toBeLessThan(1.01);
      // What was wanted is shown of the same element.
      if (moved.expected !== undefined) expect(Math.abs(Math.abs(moved.observed - moved.expected) / (times * allowed) - 1)).toBeLessThan(0.02);
    }
  });
});

it("unit-variance measures a mean square by the side on which it errs", () => {
  const given = batch(Array.from({ length: 8 }, (_, i) => Math.round(64 * Math.sin(i * i + 1)) / 16));
  const sides = [0.5, 1.5].map((factor) => {
    const right = layerNormOf({ id: "subject", format: "fp32" });
    const implementation: LayerNormImplementation = {
      ...right,
      format: "fp16",
      contract: { accumulator: "fp16" },
      forward: (x, shape) => Float64Array.from(right.forward(x, shape) as Float64Array, (y) => roundFp16(y * factor)),
    };
    const { call, verdict } = tryProperty(implementation, resolveContract(implementation), properties.find(({ id }) => id === "unit-variance")!, given) as Trial;
    const { bound, y, row, exact } = call.row(0) as JudgedRow;
    const { variance } = exact.statistics;
    const expected = variance / (variance + row.eps);
    const error = y.reduce((sum, value) => sum + value * value, 0) / y.length - expected;
    const side = error < 0 ? bound.meanSquareDown : bound.meanSquareUp;
    if (verdict.kind === "skip") return expect.fail("the row is not judged");
    expect(verdict.margin).toBeCloseTo(Math.abs(error) / side, 6);
    return side;
  });
  // Or the two sides would not tell each other apart.
  expect(Math.abs(sides[0]! - sides[1]!) / sides[1]!).toBeGreaterThan(0.01);
});

it("unit-variance sees an error of a few ulps in fp64 as it does in fp32", () => {
  // 768 values: what the judge's own sums round would be as much as the bound.
  const given = batch(Array.from({ length: 768 }, (_, i) => Math.round(64 * Math.sin(i * i + 1)) / 16));
  const margins = (["fp64", "fp32"] as const).map((format) => {
    const { round, unitRoundoff } = formatOf(format);
    const exact = layerNormOf({ id: "subject", format: "fp64" });
    const implementation: LayerNormImplementation = {
      ...exact,
      format,
      contract: { accumulator: format, algorithm: "two-pass", summation: "pairwise", output: "centred" },
      forward: (x, shape) => Float64Array.from(exact.forward(x, shape) as Float64Array, (y) => round(y * (1 + 100 * unitRoundoff))),
    };
    const { verdict } = tryProperty(implementation, resolveContract(implementation), properties.find(({ id }) => id === "unit-variance")!, given) as Trial;
    return verdict.kind === "skip" ? expect.fail("the row is not judged") : verdict.margin;
  });
  for (const margin of margins) expect(margin).toBeGreaterThan(1.5);
  expect(margins[0]! / margins[1]!).toBeGreaterThan(0.9);
  expect(margins[0]! / margins[1]!).toBeLessThan(1.1);
});

it("monotone notices a fall in steps that are each within the tolerance, and leaves NaN to others", () => {
  const given = batch([1, 2, 2, 2, 4]);
  const run = (spoil: (y: Float64Array) => void) => {
    const right = layerNormOf({ id: "subject", format: "fp32" });
    const implementation: LayerNormImplementation = {
      ...right,
      forward(x, shape) {
        const y = Float64Array.from(right.forward(x, shape) as Float64Array);
        spoil(y);
        return y;
      },
    };
    return tryProperty(implementation, resolveContract(implementation), properties.find(({ id }) => id === "monotone")!, given) as Trial;
  };
  const allowed = 2 * L(run(() => {}).call.row(0) as JudgedRow, 1);
  const falling = (share: number) => run((y) => y.set([y[1]!, y[1]! - share * allowed, y[1]! - 2 * share * allowed], 1)).verdict;
  expect(falling(0.4)).toMatchObject({ kind: "holds" });
  expect(falling(0.7)).toMatchObject({ kind: "violated", column: 3 });
  expect(run((y) => y.fill(NaN, 1, 2)).verdict.kind).toBe("skip");
});
