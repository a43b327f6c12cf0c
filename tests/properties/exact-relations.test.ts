// Where a relation is exact, one last place is a violation; where something may round, it is not. And rows about which the contract
// promises nothing are never held against a kernel, whatever it answers.

import { describe, expect, it } from "vitest";
import { layerNormOf } from "../../faults/parts/layer-norm.ts";
import type { ContractDeclaration, LayerNormImplementation } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { tryProperty, type Trial } from "../../src/contract/trial.ts";
import type { Verdict } from "../../src/contract/verdict.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { nextUp } from "../../src/formats/neighbours.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch } from "./faults.ts";
import { properties } from "./read-properties.ts";

const propertyOf = (id: string) => properties.find((one) => one.id === id)!;

interface Relation {
  readonly property: string;
  readonly name: string;
  readonly batch: Batch;
  readonly contract?: ContractDeclaration;
  readonly format?: "fp32" | "fp16";
  /** The call of the kernel (0 is the call itself) whose element `column` is one place too high. */
  readonly moved: readonly [call: number, column: number];
  readonly exact: boolean;
}

const x = [0.5, -1.25, 2, 0.75];
const gamma = [1, 2, -0.5, 1.5];
const relations: readonly Relation[] = [
  { property: "affine-scaling", name: "4γ", batch: batch(x, { gamma }), moved: [2, 1], exact: true },
  { property: "affine-scaling", name: "4γ, where a product of γ may be subnormal", batch: batch(x, { gamma: [1, 2 ** -110, 1, 1] }), moved: [2, 1], exact: false },
  { property: "affine-scaling", name: "4γ, beside a γ whose product may be subnormal", batch: batch(x, { gamma: [1, 2 ** -110, 1, 1] }), moved: [2, 2], exact: true },
  { property: "affine-scaling", name: "4γ where γ = 0", batch: batch(x, { gamma: [1, 0, 1, 1] }), moved: [2, 1], exact: true },
  { property: "affine-scaling", name: "4γ, of an output that is 0", batch: batch([1, 2, 3], { gamma: [1, 1, 1] }), moved: [2, 1], exact: true },
  { property: "affine-scaling", name: "4γ, stored in fp16", format: "fp16", batch: batch(x, { gamma }), moved: [2, 1], exact: true },
  { property: "affine-scaling", name: "4γ, stored in fp16 as a subnormal number", format: "fp16", batch: batch(x, { gamma: [1, 2 ** -16, 1, 1] }), moved: [2, 1], exact: false },
  { property: "power-of-two-scaling", name: "32x", batch: batch(x, { eps: 2 ** -20 }), moved: [1, 2], exact: true },
  { property: "power-of-two-scaling", name: "32x with γ", batch: batch(x, { eps: 2 ** -20, gamma }), moved: [1, 2], exact: true },
  { property: "power-of-two-scaling", name: "32x with some γ = 0", batch: batch(x.map((value) => value / 8), { eps: 2 ** -20, gamma: [1, 0, 1, 1] }), moved: [1, 2], exact: true },
  { property: "power-of-two-scaling", name: "32x without ε", batch: batch(x, { eps: 0 }), moved: [1, 2], exact: true },
  { property: "power-of-two-scaling", name: "32x, where a product of γ may be subnormal", batch: batch(x, { eps: 2 ** -20, gamma: [1, 2 ** -110, 1, 1] }), moved: [1, 2], exact: false },
  { property: "power-of-two-scaling", name: "32x, where γ·rstd may be subnormal", batch: batch(x.map((value) => value * 2 ** 40), { eps: 2 ** -20, gamma: [1, 2 ** -90, 1, 1] }), moved: [1, 2], exact: false },
  { property: "power-of-two-scaling", name: "32x, where squares may be subnormal", batch: batch(x.map((value) => value * 2 ** -45), { eps: 2 ** -20 }), moved: [1, 2], exact: false },
  { property: "power-of-two-scaling", name: "32x, where ε is subnormal", batch: batch(x, { eps: 2 ** -130 }), moved: [1, 2], exact: false },
  { property: "affine-identity", name: "γ = 1, β = 0 in one output form", batch: batch(x), contract: { output: "centred" }, moved: [1, 2], exact: true },
  { property: "affine-identity", name: "γ = 1, β = 0 where the form is open", batch: batch(x), moved: [1, 2], exact: false },
  { property: "constant-row", name: "two equal values, centred", batch: batch([7, 7]), contract: { output: "centred" }, moved: [0, 1], exact: true },
  { property: "constant-row", name: "two equal values of the smallest size", batch: batch([2 ** -125, 2 ** -125]), contract: { output: "centred" }, moved: [0, 1], exact: true },
  { property: "constant-row", name: "two equal values whose half is subnormal", batch: batch([2 ** -126, 2 ** -126]), contract: { output: "centred" }, moved: [0, 1], exact: false },
  { property: "constant-row", name: "three equal values, centred", batch: batch([7, 7, 7], { beta: [1, 2, 3] }), contract: { output: "centred" }, moved: [0, 1], exact: false },
  { property: "constant-row", name: "three equal values, shifted", batch: batch([7, 7, 7], { beta: [1, 2, 3] }), contract: { output: "centred", algorithm: "shifted" }, moved: [0, 1], exact: true },
  { property: "constant-row", name: "two equal values, any form", batch: batch([7, 7]), moved: [0, 1], exact: false },
  { property: "single-element", name: "one value, centred", batch: batch([7], { beta: [2] }), contract: { output: "centred" }, moved: [0, 0], exact: true },
  { property: "single-element", name: "one value, any form", batch: batch([7], { beta: [2] }), moved: [0, 0], exact: false },
];

/** The verdict on a correct kernel whose outputs `spoil` changes. */
function verdictOn({ property, batch: given, contract = {}, format = "fp32" }: Omit<Relation, "name" | "moved" | "exact">, spoil: (y: Float64Array, call: number) => void): Verdict {
  const right = layerNormOf({ id: "subject", format: "fp32" });
  const storage = formatOf(format);
  let calls = 0;
  const implementation: LayerNormImplementation = {
    ...right,
    format,
    contract,
    forward(values, shape) {
      const y = Float64Array.from(right.forward(values, shape) as Float64Array, storage.round);
      spoil(y, calls++);
      return y;
    },
  };
  return (tryProperty(implementation, resolveContract(implementation), propertyOf(property), given) as Trial).verdict;
}

describe.each(relations)("$property: $name", (relation) => {
  it(relation.exact ? "allows nothing" : "allows a last place", () => {
    const { format = "fp32", moved, exact } = relation;
    expect(verdictOn(relation, () => {}).kind).toBe("holds");
    const verdict = verdictOn(relation, (y, call) => {
      if (call === moved[0]) y[moved[1]] = nextUp(formatOf(format), y[moved[1]]);
    });
    expect(verdict.kind).toBe(exact ? "violated" : "holds");
    if (verdict.kind === "violated") expect([verdict.margin, verdict.tolerance.value]).toEqual([Infinity, 0]);
  });
});

describe("rows beyond the contract", () => {
  const judgesAll = ["after-longer-rows", "answers", "deterministic", "inputs-unchanged", "output-representable"];
  const silent = properties.filter(({ id }) => !judgesAll.includes(id));
  const large = [3e38, -3e38, 1e38, 2e38];
  const batches: readonly (readonly [string, Batch])[] = [
    ["plain", batch(large)],
    ["equal", batch([3e38, 3e38, 3e38, 3e38])],
    ["two columns", batch([3e38, -3e38])],
    ["one column, γ overflows", batch([3e38], { gamma: [3e38], beta: [3e38] })],
    ["γ and β", batch(large, { gamma: [0.5, 0.5, 0.5, 0.5], beta: [1, 1, 1, 1] })],
    ["two rows", batch([...large, ...large], { rows: 2, gamma, beta: gamma })],
    ["no answer at all, 0/0", batch([5, 5, 5, 5], { eps: 0 })],
    ["0/0 beside a row with NaN", batch([5, 5, 5, 5, 1, NaN, 2, 3], { rows: 2, eps: 0 })],
    ["beside a row with NaN", batch([...large, 1, NaN, 2, 3], { rows: 2 })],
  ];

  it.each(silent.map(({ id }) => id))("%s accuses nobody there", (id) => {
    for (const [name, given] of batches) {
      // Another answer every time, and none that could be right.
      const verdict = verdictOn({ property: id, batch: given }, (y, call) => {
        for (let i = 0; i < y.length; i++) if (given.x.slice(Math.floor(i / given.cols) * given.cols, (Math.floor(i / given.cols) + 1) * given.cols).every(Number.isFinite)) y[i] = Math.fround(1000 + 17 * i * (call + 1));
      });
      expect(verdict.kind === "violated" ? `${id} on ${name}: ${verdict.message}` : "silent").toBe("silent");
    }
  });

  it.each(silent.map(({ id }) => id))("%s lets them collapse", (id) => {
    for (const [, given] of batches.filter(([, { x: values, beta }]) => beta === undefined && values.every(Number.isFinite))) expect(verdictOn({ property: id, batch: given }, (y) => y.fill(0)).kind).not.toBe("violated");
  });

  it("are silent for 4γ where only that may overflow", () => {
    const given = batch(x, { gamma: [1, 1.5 * 2 ** 125, 1, 1] });
    expect(propertyOf("affine-scaling").applies(given, resolveContract({ format: "fp32" }))).toBe(true);
    const verdict = verdictOn({ property: "affine-scaling", batch: given }, (y, call) => {
      if (call === 2) y[1] = Infinity;
    });
    expect(verdict.kind).toBe("holds");
  });
});

describe("a collapsed row", () => {
  const beta = [1, 2, 3, 4];
  const collapse = (from: number) => verdictOn({ property: "not-collapsed", batch: batch([0.5, -1.25, 2, 1], { beta }) }, (y) => beta.forEach((value, i) => i >= from && (y[i] = value)));

  it("is one that is β in every column", () => {
    const verdict = collapse(0);
    if (verdict.kind !== "violated") return expect.fail("not noticed");
    expect(verdict.message).toMatch(/every output is its β although/);
    expect(collapse(1)).toEqual({ kind: "holds", margin: 0 });
    expect(collapse(3)).toEqual({ kind: "holds", margin: 0 });
  });
});

it("a statement about a whole call has no column", () => {
  const throws: LayerNormImplementation = { ...layerNormOf({ id: "subject", format: "fp32" }), forward: () => new Float64Array(1) };
  const answers = (tryProperty(throws, resolveContract(throws), propertyOf("answers"), batch(x)) as Trial).verdict;
  expect(answers).toMatchObject({ kind: "violated", column: -1 });
  const changes: LayerNormImplementation = { ...layerNormOf({ id: "subject", format: "fp32" }), forward: (values, shape) => ((values[0] = 9), layerNormOf({ id: "subject", format: "fp32" }).forward(values, shape)) };
  expect((tryProperty(changes, resolveContract(changes), propertyOf("inputs-unchanged"), batch(x)) as Trial).verdict).toMatchObject({ kind: "violated", column: -1 });
});

it("equal inputs are named as the pair that differs most", () => {
  const verdict = verdictOn({ property: "equal-inputs", batch: batch([1, 1, 2, 2, 3, 3]) }, (y) => (y[3] += 2));
  expect(verdict).toMatchObject({ kind: "violated", column: 3 });
  expect(verdict.kind === "violated" && verdict.message).toMatch(/^x\[3\] and x\[2\] are both 2, but/);
});
