// The bounds of dx are theorems as those of y are: no correct backward kernel may exceed one. Every form, statistics of every stable family,
// and gradients that cancel in each of the sums.

import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/bounds/contract.ts";
import { type GradientBound, gradientBound } from "../../src/bounds/gradient.ts";
import { compensatedSum } from "../../src/contract/compensated-sum.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { exactGradient } from "../../src/oracle/gradient.ts";
import { adversarialGradient } from "./adversarial-gradients.ts";
import { adversarialRow, randomNumbers } from "./adversarial-rows.ts";
import { formatPairs, lengths } from "./format-pairs.ts";
import { folded, type GradientKernel, means, scaledSums } from "./gradient-kernels.ts";
import { sums } from "./kernels.ts";
import { stableStatistics } from "./stable-statistics.ts";

const rowsPerPair = Number(process.env.NORMFUZZ_SOAK ?? 60);
const timeout = 60_000 + rowsPerPair * 300;

const kernels: readonly (readonly [Contract["gradient"], GradientKernel])[] = [
  ["means", means],
  ["sums", scaledSums],
  ["folded", folded],
];

describe.each(formatPairs)("dx of $storage.id, accumulating in $accumulator.id", ({ storage, accumulator }) => {
  it("no correct backward kernel exceeds its bound", { timeout }, () => {
    const random = randomNumbers(11);
    const worst = new Map<string, number>();
    for (let k = 0; k < rowsPerPair; k++) {
      const row = adversarialRow(lengths[k % lengths.length]!, storage, accumulator, random);
      const dy = adversarialGradient(row.x, storage, random);
      const forward = exactAnswer({ x: row.x, eps: row.eps });
      const gradient = exactGradient(row, dy);
      if (forward === undefined || gradient === undefined) continue;
      for (const [form, kernel] of kernels) {
        for (const [algorithm, moments] of stableStatistics) {
          for (const [order, sum] of Object.entries(sums)) {
            const known: Contract = { storage, accumulator, algorithm, summation: "any", output: "centred", gradient: form };
            for (const contract of [known, { ...known, algorithm: "stable", output: "any", gradient: "any" } as const, ...(form === "folded" ? [] : [{ ...known, algorithm: "stable", output: "any", gradient: "stable" } as const])]) {
              const bound = gradientBound({ row, dy, forward, gradient }, contract);
              const dx = kernel({ row, dy, moments: moments([...row.x], accumulator.round, sum, random), sum, f: accumulator.round, random }).map(storage.round);
              const name = `${form} of ${algorithm}${contract === known ? "" : ", as any of stable"}`;
              judge(dx, gradient.dx, gradient.dxLow, gradient.dxError, bound, () => `${name}, ${order}: x = [${row.x}], ε = ${row.eps}, γ = ${row.gamma}, dy = [${dy}]`, (ratio) => worst.set(name, Math.max(worst.get(name) ?? 0, ratio)));
            }
          }
        }
      }
    }
    if (process.env.NORMFUZZ_SOAK) console.log(storage.id, accumulator.id, Object.fromEntries(worst));
    expect(Math.max(...worst.values())).toBeGreaterThan(0.2);
  });
});

it("covers what underflows before a large γ is multiplied in", () => {
  const { storage, accumulator } = formatPairs[0]!;
  const x = Float64Array.of(2 ** -5, -(2 ** -5), 3 * 2 ** -6, 0);
  const row = { x, eps: Math.fround(2 ** -9), gamma: new Float64Array(4).fill(2 ** 15) };
  const dy = Float64Array.of(2 ** -21, -(2 ** -21), 2 ** -21, 2 ** -22);
  const [forward, gradient] = [exactAnswer({ x, eps: row.eps })!, exactGradient(row, dy)!];
  const contract: Contract = { storage, accumulator, algorithm: "two-pass", summation: "any", output: "any", gradient: "folded" };
  const bound = gradientBound({ row, dy, forward, gradient }, contract);
  expect(bound.finite).toBe(true);
  const f = accumulator.round;
  const sum = sums.sequential!;
  // Always the first choice: (dy·x)·γ and (r·dy)·γ.
  const dx = folded({ row, dy, moments: stableStatistics[0]![1]([...x], f, sum, () => 0), sum, f, random: () => 0 });
  dx.forEach((value, i) => expect(Math.abs(value - gradient.dx[i]!), `dx[${i}]`).toBeLessThanOrEqual(bound.errors[i]!));
});

function judge(dx: readonly number[], exact: Float64Array, low: Float64Array, error: Float64Array, bound: GradientBound, where: () => string, note: (ratio: number) => void): void {
  if (!bound.finite) return;
  if (!dx.every(Number.isFinite)) expect.fail(`finite was promised for ${where()}: dx = ${dx}`);
  dx.forEach((value, i) => {
    const off = Math.abs(value - exact[i]! - low[i]!);
    const ratio = off === 0 ? 0 : off / (bound.errors[i]! + error[i]!);
    if (!(ratio <= 1)) expect.fail(`error / bound = ${ratio} at dx[${i}] = ${value}, exact ${exact[i]} for ${where()}`);
    if (bound.informative) note(ratio);
  });
  const { total, rounding } = compensatedSum(dx);
  if (Math.abs(total) > bound.sumError + rounding) expect.fail(`Σdx = ${total}, allowed ${bound.sumError} for ${where()}`);
}
