// Which properties have something to say about which batches: one that stays silent where it should speak finds nothing, and nobody sees it.

import { expect, it } from "vitest";
import type { ContractDeclaration } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { nextUp } from "../../src/formats/neighbours.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch } from "./faults.ts";
import { properties } from "./read-properties.ts";

const always = ["after-longer-rows", "answers", "deterministic", "finite-output", "inputs-unchanged", "not-collapsed", "oracle-agreement", "output-representable"];
const plain = ["unit-variance", "within-samuelson", "zero-mean"];
const finite = ["batch-invariance", "gamma-zero", "negation", "power-of-two-scaling"];
const several = ["constant-row", "equal-inputs", "permutation"];

interface Case {
  readonly name: string;
  readonly batch: Batch;
  readonly contract?: ContractDeclaration;
  /** Besides those that always have. */
  readonly expected: readonly string[];
}

const x = [1, 2.5, -3];
const four = [1, 2, 3, 5];
const { maxFinite } = fp32;

const cases: readonly Case[] = [
  { name: "one row of three", batch: batch(x), expected: [...plain, ...finite, ...several, "affine-identity", "monotone"] },
  { name: "two rows", batch: batch([...x, ...x], { rows: 2 }), expected: [...plain, ...finite, ...several, "affine-identity", "monotone", "row-independence"] },
  { name: "one column", batch: batch([3]), expected: [...plain, ...finite, "affine-identity", "single-element"] },
  { name: "one column, γ and β", batch: batch([3], { gamma: [2], beta: [1] }), expected: [...finite, "affine-scaling", "single-element"] },
  { name: "γ and β", batch: batch(x, { gamma: [1, 2, 3], beta: [3, 2, 1] }), expected: [...finite, ...several, "affine-locality", "affine-scaling"] },
  { name: "γ alone", batch: batch(x, { gamma: [1, 2, 3] }), expected: [...finite, ...several, "affine-locality", "affine-scaling"] },
  { name: "β alone", batch: batch(x, { beta: [1, 2, 3] }), expected: [...finite, ...several, "affine-locality"] },
  { name: "γ and β alike for all columns", batch: batch(x, { gamma: [2, 2, 2], beta: [1, 1, 1] }), expected: [...finite, ...several, "affine-locality", "affine-scaling", "monotone"] },
  { name: "γ alike, β not", batch: batch(x, { gamma: [2, 2, 2], beta: [1, 1, 2] }), expected: [...finite, ...several, "affine-locality", "affine-scaling"] },
  { name: "NaN in x", batch: batch([1, NaN, 3]), expected: [...plain, "constant-row", "non-finite-propagation"] },
  { name: "−Infinity in x, β", batch: batch([1, -Infinity, 3], { beta: [1, 2, 3] }), expected: ["constant-row", "non-finite-propagation"] },
  { name: "NaN in γ", batch: batch(x, { gamma: [1, NaN, 1] }), expected: ["constant-row"] },
  { name: "Infinity in β", batch: batch(x, { beta: [1, Infinity, 1] }), expected: ["constant-row"] },
  { name: "NaN in x and in γ", batch: batch([1, NaN, 3], { gamma: [1, NaN, 1] }), expected: ["constant-row"] },
  { name: "NaN in x and Infinity in β", batch: batch([1, NaN, 3], { beta: [1, Infinity, 1] }), expected: ["constant-row"] },
  { name: "γ that 4γ just fits", batch: batch(x, { gamma: [1, maxFinite / 4, 1] }), expected: [...finite, ...several, "affine-locality", "affine-scaling"] },
  { name: "γ that 4γ does not fit", batch: batch(x, { gamma: [1, -nextUp(fp32, maxFinite / 4), 1] }), expected: [...finite, ...several, "affine-locality"] },
  // 32 times, or a 32nd: one of them must be exact for x and ε.
  { name: "zeros", batch: batch([0, 0, 0]), expected: [...plain, ...finite.slice(0, 3), ...several, "affine-identity", "monotone"] },
  { name: "x that 32x just fits", batch: batch([1, maxFinite / 32, 2 ** -149]), expected: [...plain, ...finite, ...several, "affine-identity", "monotone"] },
  { name: "x that neither 32x nor x/32 fits", batch: batch([1, nextUp(fp32, maxFinite / 32), 2 ** -149]), expected: [...plain, ...finite.slice(0, 3), ...several, "affine-identity", "monotone"] },
  { name: "large x whose 32nd is exact", batch: batch([1, nextUp(fp32, maxFinite / 32), 2 ** -144]), expected: [...plain, ...finite, ...several, "affine-identity", "monotone"] },
  { name: "large x, ε whose 1024th is not exact", batch: batch([1, maxFinite, 2], { eps: 3 * 2 ** -149 }), expected: [...plain, ...finite.slice(0, 3), ...several, "affine-identity", "monotone"] },
  // Rows of small integers: which lengths have an exact mean depends on the algorithm.
  { name: "two columns, stable", batch: batch([1, 2]), expected: [...plain, ...finite, ...several, "affine-identity", "exact-rows", "monotone"] },
  { name: "two columns, chan", batch: batch([1, 2]), contract: { algorithm: "chan" }, expected: [...plain, ...finite, ...several, "affine-identity", "exact-rows", "monotone"] },
  { name: "four columns, stable", batch: batch(four), expected: [...plain, ...finite, ...several, "affine-identity", "monotone"] },
  { name: "four columns, chan", batch: batch(four), contract: { algorithm: "chan" }, expected: [...plain, ...finite, ...several, "affine-identity", "monotone"] },
  { name: "four columns, two-pass", batch: batch(four), contract: { algorithm: "two-pass" }, expected: [...plain, ...finite, ...several, "affine-identity", "exact-rows", "monotone"] },
  { name: "three columns, two-pass", batch: batch(x), contract: { algorithm: "two-pass" }, expected: [...plain, ...finite, ...several, "affine-identity", "monotone"] },
  { name: "three columns, Welford", batch: batch(x), contract: { algorithm: "welford" }, expected: [...plain, ...finite, ...several, "affine-identity", "exact-rows", "monotone"] },
  { name: "one column, Welford", batch: batch([3]), contract: { algorithm: "welford" }, expected: [...plain, ...finite, "affine-identity", "single-element"] },
  { name: "one column, two-pass", batch: batch([3]), contract: { algorithm: "two-pass" }, expected: [...plain, ...finite, "affine-identity", "single-element"] },
  { name: "NaN, two-pass", batch: batch([1, NaN, 2, 3]), contract: { algorithm: "two-pass" }, expected: [...plain, "constant-row", "non-finite-propagation"] },
];

it.each(cases)("$name", ({ batch: given, contract, expected }) => {
  const resolved = resolveContract({ format: "fp32", ...(contract === undefined ? {} : { contract }) });
  const applying = properties.filter((property) => property.applies(given, resolved)).map(({ id }) => id);
  expect(applying.sort()).toEqual([...always, ...expected].sort());
});
