// The bounds of dx are theorems as those of y are: no correct backward kernel may exceed one. Every form, statistics of every stable family,
// and gradients that cancel in each of the sums.

import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/bounds/contract.ts";
import { type GradientBound, gradientBound } from "../../src/bounds/gradient.ts";
import { bf16 } from "../../src/formats/bf16.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import type { Format } from "../../src/formats/format.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { exactGradient } from "../../src/oracle/gradient.ts";
import { adversarialRow, type RandomNumber, randomNumbers } from "./adversarial-rows.ts";
import { folded, type GradientKernel, means, scaledSums } from "./gradient-kernels.ts";
import { chanTree, corrected, type KernelMoments, mergeByDifference, type Sum, sums, twoPass, twoPassDividedFirst, welford } from "./kernels.ts";

const pairs = [
  [fp16, fp16],
  [bf16, bf16],
  [fp32, fp32],
  [fp64, fp64],
  [fp16, fp32],
  [bf16, fp32],
] as const;
const lengths = [1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 16, 17, 33, 64];
const rowsPerPair = Number(process.env.NORMFUZZ_SOAK ?? 60);

const kernels: readonly (readonly [Contract["gradient"], GradientKernel])[] = [
  ["means", means],
  ["sums", scaledSums],
  ["folded", folded],
];

type Moments = (x: readonly number[], f: (x: number) => number, sum: Sum, random: RandomNumber) => KernelMoments;
const statistics: readonly (readonly [Contract["algorithm"], Moments])[] = [
  ["two-pass", twoPass],
  ["stable", twoPassDividedFirst],
  ["corrected-two-pass", corrected],
  ["welford", welford],
  ["stable", (x, f, sum, random) => chanTree(x, f, sum, { merge: mergeByDifference, leafMax: 4, random })],
];

/** Gradients that make a term of the formula vanish, or its sums cancel. */
function adversarialGradient(x: Float64Array, { round, maxFinite, unitRoundoff: u }: Format, random: RandomNumber): Float64Array {
  const n = x.length;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const kind = Math.floor(random() * 7);
  const scale = 2 ** Math.floor(random() * 12 - 6);
  const mean = x.reduce((sum, value) => sum + value / n, 0);
  const one = Math.floor(random() * n);
  return Float64Array.from({ length: n }, (_, i) => {
    const value = [
      () => normal(),
      () => 1 + u * Math.floor(random() * 4),
      () => (x[i]! - mean) / (Math.abs(mean) + 1),
      () => (i % 2 === 0 ? 1 : -1) * (1 + random() * 2 ** -8),
      () => (i === one ? 1 : 0),
      () => 1 + (x[i]! - mean) / (Math.abs(mean) + 1),
      () => (i === 0 ? 1 : u),
    ][kind]!();
    return Math.max(-maxFinite, Math.min(maxFinite, round(value * scale)));
  });
}

describe.each(pairs.map(([storage, accumulator]) => ({ storage, accumulator })))("dx of $storage.id, accumulating in $accumulator.id", ({ storage, accumulator }) => {
  it("no correct backward kernel exceeds its bound", () => {
    const random = randomNumbers(11);
    const worst = new Map<string, number>();
    for (let k = 0; k < rowsPerPair; k++) {
      const row = adversarialRow(lengths[k % lengths.length]!, storage, accumulator, random);
      const dy = adversarialGradient(row.x, storage, random);
      const forward = exactAnswer({ x: row.x, eps: row.eps });
      const gradient = exactGradient(row, dy);
      if (forward === undefined || gradient === undefined) continue;
      for (const [form, kernel] of kernels) {
        for (const [algorithm, moments] of statistics) {
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

function judge(dx: readonly number[], exact: Float64Array, low: Float64Array, error: Float64Array, bound: GradientBound, where: () => string, note: (ratio: number) => void): void {
  if (!bound.finite) return;
  if (!dx.every(Number.isFinite)) expect.fail(`finite was promised for ${where()}: dx = ${dx}`);
  let sum = 0;
  let compensation = 0;
  dx.forEach((value, i) => {
    const off = Math.abs(value - exact[i]! - low[i]!);
    const ratio = off === 0 ? 0 : off / (bound.errors[i]! + error[i]!);
    if (!(ratio <= 1)) expect.fail(`error / bound = ${ratio} at dx[${i}] = ${value}, exact ${exact[i]} for ${where()}`);
    if (bound.informative) note(ratio);
    const next = sum + value;
    compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  });
  if (Math.abs(sum + compensation) > bound.sumError) expect.fail(`Σdx = ${sum + compensation}, allowed ${bound.sumError} for ${where()}`);
}
