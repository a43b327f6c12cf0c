// Floors and ceilings against the bound of each row: for every contract, on rows of every size, no E_i may leave them; and the bound of
// a row must not depend on its order where proofs share it.

import { describe, expect, it } from "vitest";
import { boundOf } from "../../src/bounds/bound-of.ts";
import { errorCeiling, errorFloor } from "../../src/bounds/ceiling.ts";
import type { Algorithm, Contract, OutputForm, Summation } from "../../src/bounds/contract.ts";
import { boundNeedsOrder } from "../../src/campaign/prove/settle-orbit.ts";
import { exponentOf } from "../../src/formats/exponent.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Format, FormatId } from "../../src/formats/format.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { adversarialRow, randomNumbers } from "./adversarial-rows.ts";

const algorithms: readonly Algorithm[] = ["stable", "two-pass", "corrected-two-pass", "shifted", "one-pass", "welford", "chan"];
const outputs: readonly OutputForm[] = ["any", "centred", "expanded", "folded"];
const summations: readonly Summation[] = ["any", "sequential", "pairwise", "kahan"];
const pairs: readonly (readonly [FormatId, FormatId])[] = [["fp16", "fp32"], ["bf16", "fp32"], ["fp32", "fp32"], ["fp16", "fp16"], ["bf16", "bf16"], ["fp32", "fp64"]];
const epsilons = [1e-5, 1e-3, 1e-8, 0].map(Math.fround);

const contracts = algorithms.flatMap((algorithm) =>
  outputs.flatMap((output) => summations.flatMap((summation) => pairs.map(([storage, accumulator]): Contract => ({ storage: formatOf(storage), accumulator: formatOf(accumulator), algorithm, summation, output })))),
);

/** Adversarial rows, and rows of random values that differ in size. */
function rowOf(n: number, { storage, accumulator }: { readonly storage: Format; readonly accumulator: Format }, random: () => number): Float64Array {
  if (random() < 0.5) return adversarialRow(n, storage, accumulator, random).x;
  const scale = 2 ** (random() * 28 - 14);
  const spread = 2 ** -(random() * storage.precision * 2);
  return Float64Array.from({ length: n }, () => storage.round(scale * (random() < 0.5 ? 1 + spread * (random() - 0.5) : random() - 0.5)));
}

describe("errorFloor and errorCeiling", () => {
  it.each(algorithms)("%s: the bound of every row lies between them", (algorithm) => {
    const random = randomNumbers(7);
    let ceilings = 0;
    let judged = 0;
    for (const contract of contracts.filter((one) => one.algorithm === algorithm)) {
      const floor = errorFloor(contract);
      for (let round = 0; round < 60; round++) {
        const n = 1 + Math.floor(random() * 6);
        const eps = epsilons[round % epsilons.length];
        const x = rowOf(n, contract, random);
        const exact = exactAnswer({ x, eps });
        if (exact === undefined) continue;
        const { errors, finite, informative } = boundOf({ x, eps }, exact, contract);
        const shifted = exact.statistics.variance + eps;
        const size = exponentOf(exact.statistics.magnitudeMax || 2 ** -24);
        const cell = { n, eps, magnitudeMax: 2 ** (size + 1), shiftedMin: 2 ** exponentOf(shifted), shiftedMax: 2 ** (exponentOf(shifted) + 1) };
        const ceiling = errorCeiling(contract, cell);
        if (ceiling !== undefined) {
          ceilings++;
          expect(finite && informative, `${JSON.stringify(cell)} holds [${x}], which lies outside the contract`).toBe(true);
        }
        if (!(finite && informative)) continue;
        judged++;
        errors.forEach((error, i) => {
          const y = Math.abs(exact.y[i]);
          expect(error).toBeGreaterThanOrEqual(floor.slope * y + floor.offset);
          if (ceiling !== undefined) expect(error, `[${x}], ε = ${eps}`).toBeLessThanOrEqual(ceiling.slope * y + ceiling.offset);
        });
      }
    }
    expect(judged).toBeGreaterThan(500);
    // Their bound depends on the order of the row.
    if (algorithm === "welford" || algorithm === "shifted") expect(ceilings).toBe(0);
    else expect(ceilings).toBeGreaterThan(judged / 2);
  });

  it("the ceiling of fp16 over fp32 is near the floor where rows are well-conditioned", () => {
    const contract: Contract = { storage: formatOf("fp16"), accumulator: formatOf("fp32"), algorithm: "stable", summation: "any", output: "any" };
    const ceiling = errorCeiling(contract, { n: 2, eps: 1e-5, magnitudeMax: 2, shiftedMin: 0.5, shiftedMax: 1 })!;
    const floor = errorFloor(contract);
    expect(ceiling.slope + ceiling.offset).toBeLessThan(1.01 * (floor.slope + floor.offset));
  });
});

describe("the bound of a row in another order, or negated", () => {
  it.each(algorithms)("%s", (algorithm) => {
    const random = randomNumbers(11);
    let differs = 0;
    for (const contract of contracts.filter((one) => one.algorithm === algorithm)) {
      for (let round = 0; round < 30; round++) {
        const n = 2 + Math.floor(random() * 4);
        const x = rowOf(n, contract, random);
        const eps = epsilons[round % 3];
        const own = boundOf({ x, eps }, exactAnswer({ x, eps })!, contract);
        const negative = boundOf({ x: x.map((value) => -value), eps }, exactAnswer({ x: x.map((value) => -value), eps })!, contract);
        expect(negative.errors).toEqual(own.errors);
        const reversed = x.slice().reverse();
        const other = boundOf({ x: reversed, eps }, exactAnswer({ x: reversed, eps })!, contract);
        own.errors.forEach((error, i) => {
          const turned = other.errors[n - 1 - i];
          // As near as two evaluations in doubles of one and the same formula; (σ + e)² − v cancels, which in fp64 is a few of its u.
          const near = 1e-12 * error + (contract.accumulator.precision === 53 ? 2 ** -50 : 0);
          if (error !== turned && !(Math.abs(turned - error) <= near)) differs++;
        });
      }
    }
    // Proofs share the bound between orders exactly where that is so.
    expect(differs > 0).toBe(boundNeedsOrder(contracts.find((one) => one.algorithm === algorithm)!));
  });
});
