// What a card says of a tolerance must be the tolerance: its terms add up to the bound of dx, dγ and dβ, in every form, and name what the error comes from.

import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/bounds/contract.ts";
import { gradientBound } from "../../src/bounds/gradient.ts";
import { parameterBounds } from "../../src/bounds/gradient-sums.ts";
import type { Tolerance } from "../../src/bounds/row-bound.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { exactGradient } from "../../src/oracle/gradient.ts";
import { budget } from "../budget.ts";
import { adversarialGradient } from "./adversarial-gradients.ts";
import { adversarialRow, randomNumbers } from "./adversarial-rows.ts";
import { formatPairs, lengths } from "./format-pairs.ts";

const forms = ["stable", "any", "means", "sums", "folded"] as const;

const total = ({ terms }: Tolerance) => terms.reduce((sum, { value }) => sum + value, 0);

/** Added up in another order. */
function expectSum(tolerance: Tolerance, value: number): void {
  expect(tolerance.value).toBe(value);
  if (value < Infinity) expect(Math.abs(total(tolerance) - value)).toBeLessThanOrEqual(value * 1e-12 + 2 ** -1070);
  const labels = new Set(tolerance.terms.filter((term) => term.value > 0).map(({ label }) => label));
  expect(labels.size).toBe(tolerance.terms.length);
}

describe.each(formatPairs)("of $storage.id, accumulating in $accumulator.id", ({ storage, accumulator }) => {
  it("terms add up to the bound", () => {
    const random = randomNumbers(17);
    const seen = new Set<string>();
    let promised = 0;
    for (let k = 0; k < budget(16); k++) {
      const row = adversarialRow(lengths[k % lengths.length]!, storage, accumulator, random);
      const dy = adversarialGradient(row.x, storage, random);
      const [forward, gradient] = [exactAnswer({ x: row.x, eps: row.eps }), exactGradient(row, dy)];
      if (forward === undefined || gradient === undefined) continue;
      for (const form of forms) {
        const contract: Contract = { storage, accumulator, algorithm: "stable", summation: "any", output: "any", gradient: form };
        const bound = gradientBound({ row, dy, forward, gradient }, contract);
        if (bound.finite) promised++;
        for (let i = 0; i < dy.length; i++) {
          const explained = bound.explain(i);
          expectSum(explained, bound.errors[i]!);
          for (const { label } of explained.terms) seen.add(label);
        }
        const whole = bound.explainSum(() => 1);
        if (bound.finite) expect(Math.abs(total(whole) - bound.sumError)).toBeLessThanOrEqual(bound.sumError * 1e-8);
        const parameters = parameterBounds([1, 2, 3].map(() => ({ dy, forward, bound })), contract);
        for (let j = 0; j < dy.length; j++) for (const which of ["dgamma", "dbeta"] as const) expectSum(parameters.explain(which, j), parameters[which][j]!);
      }
    }
    expect(promised).toBeGreaterThan(0);
    const labels = ["statistics", "Σ γ·dy", "Σ γ·dy·x̂", "Σ γ·dy·x", "products and differences", ...(storage === accumulator ? [] : ["storage rounding"])];
    // Underflow is lost beside the others in most rows.
    expect([...seen].filter((label) => label !== "underflow").sort()).toEqual(labels.sort());
  });
});

it("a source that is alone is the one that is named", () => {
  const [x, dy] = [Float64Array.of(1, 2, 4, -3), Float64Array.of(1, 2, -3, 0.5)];
  const row = { x, eps: Math.fround(1e-5) };
  const { storage, accumulator } = formatPairs.at(-1)!;
  const bound = gradientBound({ row, dy, forward: exactAnswer(row)!, gradient: exactGradient(row, dy)! }, { storage, accumulator, algorithm: "stable", summation: "any", output: "any" });
  // Of 8 bits of storage and 24 of the accumulator, storage is nearly all.
  const { terms, value } = bound.explain(0);
  expect(terms.find(({ label }) => label === "storage rounding")!.value / value).toBeGreaterThan(0.5);
  const parameters = parameterBounds([{ dy, forward: exactAnswer(row)!, bound }], { storage, accumulator, algorithm: "stable", summation: "any", output: "any" });
  expect(parameters.explain("dbeta", 0).terms.map(({ label }) => label)).toEqual(["storage rounding"]);
});

it("gradients of the size of the smallest numbers are off by underflow", () => {
  const { storage, accumulator } = formatPairs[0]!;
  const [x, dy] = [Float64Array.of(1, 2, 4, -3), Float64Array.of(1, 2, -3, 1).map((value) => value * storage.minSubnormal)];
  const row = { x, eps: Math.fround(1e-5) };
  const bound = gradientBound({ row, dy, forward: exactAnswer(row)!, gradient: exactGradient(row, dy)! }, { storage, accumulator, algorithm: "stable", summation: "any", output: "any" });
  const { terms, value } = bound.explain(0);
  expect(terms.find(({ label }) => label === "underflow")!.value / value).toBeGreaterThan(0.9);
});
