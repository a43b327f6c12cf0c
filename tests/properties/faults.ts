// For every property a kernel that it must catch, on a batch on which a correct kernel passes. Most are failures that real engines
// shipped; each property is given the one that the others see least.

import beforeGamma from "../../faults/beta-before-gamma.ts";
import oneCallLate from "../../faults/count-one-call-late.ts";
import clamped from "../../faults/gamma-clamped.ts";
import nextColumn from "../../faults/gamma-of-the-next-column.ts";
import skipped from "../../faults/nan-skipped.ts";
import inPlace from "../../faults/normalises-in-place.ts";
import onePassUnclamped from "../../faults/one-pass.ts";
import withoutTail from "../../faults/statistics-skip-tail.ts";
import tooShort from "../../faults/throws-below-vector-width.ts";
import { gammaReadAs } from "../../faults/parts/gamma-read-as.ts";
import { layerNormByBatch } from "../../faults/parts/layer-norm-by-batch.ts";
import { layerNormThen } from "../../faults/parts/layer-norm-then.ts";
import { correct, layerNormOf, type Parts } from "../../faults/parts/layer-norm.ts";
import type { ContractDeclaration, LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundBf16 } from "../../src/formats/bf16.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import welford from "../../src/impls/welford-fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";

const { fround } = Math;

export interface Fault {
  readonly property: string;
  readonly name: string;
  readonly implementation: LayerNormImplementation;
  readonly contract?: ContractDeclaration;
  readonly batch: Batch;
  /** What the message must say. */
  readonly message: RegExp;
  /** The correct kernel to compare with, where a two-pass one is not. */
  readonly right?: LayerNormImplementation;
}

export function batch(x: readonly number[], { rows = 1, eps = 1e-5, gamma, beta }: { rows?: number; eps?: number; gamma?: readonly number[]; beta?: readonly number[] } = {}): Batch {
  return {
    rows,
    cols: x.length / rows,
    x: Float64Array.from(x, fround),
    eps: fround(eps),
    gamma: gamma && Float64Array.from(gamma, fround),
    beta: beta && Float64Array.from(beta, fround),
  };
}

const ordinary = [0.5, -1.25, 2, 0.75, -0.3, 1.1, 0.2, -2.2, 0.9];
const gamma = [1, 2, -0.5, 1.5, 0.25, 3, -1, 0.75, 1.25];
const beta = [0.5, -1, 0.1, 2, 0, -0.25, 1, 0.3, -0.7];

const squaresFp16: LayerNormImplementation = {
  id: "subject",
  format: "fp16",
  forward(x, shape) {
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    const mean = fround(sum(x) / x.length);
    const variance = roundFp16(sum(x.map((value) => roundFp16(roundFp16(value - mean) ** 2))) / x.length);
    return x.map((value) => roundFp16(fround(value - mean) / Math.sqrt(variance + shape.eps)));
  },
};

const subject = { id: "subject", format: "fp32" } as const;

/** An fp32 implementation of correct parts, but for these. */
function fp32With(parts: Partial<Parts> = {}): LayerNormImplementation {
  return layerNormOf(subject, parts);
}

const onePassClamped = fp32With({
  variance: ({ x, n }, mean) => Math.max(0, fround(fround(x.reduce((sum, value) => fround(sum + fround(value * value)), 0) / n) - fround(mean * mean))),
});

/** The tail of the row normalised by its own mean. */
const tailOfItsOwn = fp32With({
  normalised: (row, i, { mean, rstd }) => {
    const body = row.n - (row.n % 4);
    return correct.normalised(row, i, { mean: i < body ? mean : correct.mean({ ...row, x: row.x.subarray(body), n: row.n - body }), rstd });
  },
});

/** Towards −∞ instead of to nearest. */
function roundDown(value: number): number {
  const nearest = fround(value);
  return nearest <= value ? nearest : fround(nearest - Math.abs(nearest) * 2 ** -24);
}

/** y[0] of every call is what the call before left behind. */
function stale(): LayerNormImplementation {
  const right = fp32With();
  let left = 0;
  return {
    ...right,
    forward(x, shape) {
      const y = Float64Array.from(right.forward(x, shape) as Float64Array);
      const kept = left;
      left = y[y.length - 1];
      y[0] = kept;
      return y;
    },
  };
}

/** In a square batch, column c is centred by the mean of row c. */
const broadcastWrongAxis = layerNormByBatch(subject, ({ rows, cols, row: rowOf }) => ({
  normalised: (row, i, { mean, rstd }) => correct.normalised(row, i, { mean: rows === cols ? correct.mean({ ...row, x: rowOf(i)! }) : mean, rstd }),
}));

/** The accumulator of the sum is never reset. */
const neverReset = layerNormByBatch(subject, () => {
  let sum = 0;
  return {
    mean: ({ x, n, round }) => {
      sum = x.reduce((total, value) => round(total + value), sum);
      return round(sum / n);
    },
  };
});

export const faults: readonly Fault[] = [
  {
    property: "answers",
    name: "no scalar tail: throws on short rows",
    implementation: tooShort.create(),
    batch: batch([1, 2]),
    message: /threw.*cols must be at least 4, not 2/,
  },
  { property: "answers", name: "returns the padded length", implementation: { id: "subject", format: "fp32", forward: () => new Float64Array(8) }, batch: batch([1, 2, 3]), message: /8 values for 1 × 3 = 3/ },
  { property: "finite-output", name: "one-pass, unclamped: ORT up to 1.26", implementation: onePassUnclamped.create(), batch: batch([5793, 5794]), message: /y\[0\] is NaN although no intermediate result can overflow/ },
  { property: "oracle-agreement", name: "β before γ", implementation: beforeGamma.create(), batch: batch(ordinary, { gamma, beta }), message: /off by .* times what the contract allows/ },
  { property: "oracle-agreement", name: "ε outside the root", implementation: fp32With({ rstd: (variance, { eps }) => fround(1 / fround(Math.sqrt(variance) + eps)) }), batch: batch([0.001, -0.002, 0.003]), message: /off by/ },
  { property: "zero-mean", name: "mean in bf16", implementation: fp32With({ mean: (row) => roundBf16(correct.mean(row)) }), batch: batch(ordinary), message: /outputs add up to/ },
  { property: "unit-variance", name: "divisor n − 1", implementation: fp32With({ variance: (row, mean) => fround((correct.variance(row, mean) * row.n) / (row.n - 1)) }), batch: batch(ordinary), message: /mean square of the outputs is 0\.88/ },
  { property: "unit-variance", name: "ε dropped", implementation: fp32With({ rstd: (variance, row) => correct.rstd(variance, { ...row, eps: 0 }) }), batch: batch(ordinary, { eps: 0.1 }), message: /v\/\(v \+ ε\) is 0\.9/ },
  { property: "not-collapsed", name: "squares in fp16", implementation: squaresFp16, batch: batch([300, -300, 1, 2]), message: /every output is 0 although y\[\d\] should be/ },
  { property: "within-samuelson", name: "one-pass, clamped at 0", implementation: onePassClamped, batch: batch([2896, 2897]), message: /no row of 2 has a normalised value above 0\.99/ },
  { property: "constant-row", name: "padding counted in the mean", implementation: fp32With({ mean: (row) => fround((correct.mean(row) * row.n) / (4 * Math.ceil(row.n / 4))) }), batch: batch([1, 1, 1]), message: /although all 3 values are 1, which gives β = 0/ },
  {
    property: "constant-row",
    name: "a sum, where Welford was promised",
    implementation: fp32With(),
    contract: { algorithm: "welford", output: "centred" },
    batch: batch([1.7, 1.7, 1.7]),
    message: /although all 3 values are/,
    right: welford,
  },
  { property: "single-element", name: "divisor n − 1", implementation: fp32With({ variance: (row, mean) => fround((correct.variance(row, mean) * row.n) / (row.n - 1)) }), batch: batch([3]), message: /is the mean and y must be β = 0, not NaN/ },
  { property: "single-element", name: "x·r − m·r fused, where x − m was promised", implementation: fp32With({ normalised: ({ x }, i, { mean, rstd }) => fround(x[i] * rstd - fround(mean * rstd)) }), contract: { output: "centred" }, batch: batch([1.2345]), message: /must be β = 0/ },
  { property: "negation", name: "sums rounded down", implementation: fp32With({ mean: ({ x, n }) => roundDown(x.reduce((sum, value) => roundDown(sum + value), 0) / n) }), batch: batch(ordinary), message: /they must be opposite/ },
  { property: "power-of-two-scaling", name: "variance below 1e-6 set to zero: PyTorch MPS", implementation: fp32With({ variance: (row, mean) => (correct.variance(row, mean) < 1e-6 ? 0 : correct.variance(row, mean)) }), batch: batch([9e-4, -9e-4], { eps: 1e-7 }), message: /when x is 32 times as large and ε scaled/ },
  { property: "monotone", name: "a tail with a mean of its own", implementation: tailOfItsOwn, batch: batch([1, 2, 3, 4, 5, 6]), message: /from x\[\d\] = \d to x\[\d\] = \d, y goes from .* to .*: it must not decrease/ },
  { property: "monotone", name: "the same with γ < 0", implementation: tailOfItsOwn, batch: batch([1, 2, 3, 4, 5, 6], { gamma: [-2, -2, -2, -2, -2, -2] }), message: /it must not increase/ },
  { property: "equal-inputs", name: "a tail with a mean of its own", implementation: tailOfItsOwn, batch: batch([1, 2, 3, 4, 2]), message: /x\[\d\] and x\[\d\] are both 2, but/ },
  { property: "equal-inputs", name: "the same, seen only by columns that share γ as well", implementation: tailOfItsOwn, batch: batch([1, 2, 4, 2, 2], { gamma: [1, 2, 1, 3, 2] }), message: /x\[4\] and x\[1\] are both 2, but/ },
  { property: "affine-identity", name: "1 + γ where γ is given: Gemma's convention", implementation: fp32With(gammaReadAs((values, i) => fround(1 + values[i]))), batch: batch(ordinary), message: /without γ and β, but .* with γ = 1 and β = 0/ },
  { property: "gamma-zero", name: "γ ignored", implementation: fp32With(gammaReadAs(() => 1)), batch: batch(ordinary, { gamma, beta }), message: /with γ\[0\] = 0, y\[0\] is .*, not β = 0\.5/ },
  { property: "affine-scaling", name: "γ clamped to ±2", implementation: clamped.create(), batch: batch(ordinary.slice(0, 4), { gamma: [1, 1, 1.5, 1] }), message: /not four times as much/ },
  { property: "affine-scaling", name: "|γ|", implementation: fp32With(gammaReadAs((values, i) => Math.abs(values[i]))), batch: batch(ordinary, { gamma: ordinary.map(() => 1) }), message: /they must be opposite/ },
  { property: "affine-locality", name: "γ off by one", implementation: nextColumn.create(), batch: batch(ordinary.slice(0, 4), { gamma: [1, 1, 1, 1] }), message: /when γ and β are changed in (the odd columns|columns whose index has an \w+ number of ones) only/ },
  { property: "permutation", name: "statistics skip the n mod 4 tail", implementation: withoutTail.create(), batch: batch(ordinary), message: /when the columns are permuted/ },
  { property: "row-independence", name: "the sum is not reset between rows", implementation: neverReset, batch: batch([1, 2, 3, 4, 5, 7], { rows: 2 }), message: /of row 1 goes from .* to .* when only other rows change/ },
  { property: "batch-invariance", name: "wrong axis in square batches: js-pytorch", implementation: broadcastWrongAxis, batch: batch([100, 103, 99]), message: /as row 0 of 1, but .* as row 2 of 3, the others zero/ },
  { property: "batch-invariance", name: "the sum is not reset between rows", implementation: neverReset, batch: batch([1, 2, 3, 4, 5, 7, 8, 8, 9], { rows: 3 }), message: /of 3, but/ },
  { property: "deterministic", name: "left over from the call before", implementation: stale(), batch: batch([1, 2, 4]), message: /y\[0\] of row 0 was .* and is/ },
  { property: "after-longer-rows", name: "the count of the call before", implementation: oneCallLate.create(), batch: batch([1, 2, 4]), message: /y\[0\] of row 0 was .* and is .* after a call with rows of 6/ },
  {
    property: "inputs-unchanged",
    name: "in place",
    implementation: inPlace.create(),
    batch: batch([1, 2, 4]),
    message: /changed its input x/,
  },
  { property: "output-representable", name: "the last rounding forgotten", implementation: { ...layerNormOf({ id: "subject", format: "fp64" }), format: "fp32" }, batch: batch(ordinary), message: /is not a value of fp32; the nearest one is/ },
  { property: "non-finite-propagation", name: "NaN skipped in the sums", implementation: skipped.create(), batch: batch([1, NaN, 3]), message: /although x\[1\] of its row is NaN/ },
  { property: "non-finite-propagation", name: "infinity clamped", implementation: layerNormThen(subject, (x, shape, right) => right(x.map((value) => Math.min(value, 1e4)), shape)), batch: batch([1, Infinity, 3]), message: /although x\[1\] of its row is Infinity/ },
  { property: "non-finite-propagation", name: "a masked neighbour, 0 · NaN", implementation: neverReset, batch: batch([1, NaN, 3, 1, 2, 3], { rows: 2 }), message: /y\[0\] of row 1 is NaN while another row is not finite, but/ },
  { property: "exact-rows", name: "reciprocal root off by 4 ulps", implementation: fp32With({ rstd: (variance, row) => fround(correct.rstd(variance, row) * (1 + 2 ** -21)) }), batch: batch([3, 10]), message: /nothing but the root and the last step may round here/ },
  {
    property: "exact-rows",
    name: "ε in fp16, at any length",
    implementation: fp32With({ rstd: (variance, row) => correct.rstd(variance, { ...row, eps: roundFp16(row.eps) }) }),
    contract: { algorithm: "two-pass", output: "centred" },
    batch: batch([1, 2, 2, 3, 1, 2, 2, 3, 1, 2, 2, 3, 1, 2, 2, 3].map((value) => value / 16)),
    message: /exact is/,
  },
];
