// 1e8 and 1e8 + 1: whether that row exists in a format, what its variance is there, and which kernels make an exceptionally large output of it or of
// its like. How large an output can be is a theorem.

import { fp32 } from "../src/formats/fp32.ts";
import { fp64 } from "../src/formats/fp64.ts";
import { ulp } from "../src/formats/neighbours.ts";
import { shortestDecimal } from "../src/formats/shortest.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { randomFrom } from "../src/rows/random.ts";
import type { Claim } from "./claim.ts";
import { type Family, fp32Families, fp64Families } from "./experiments/kernels.ts";
import { run, usualEps } from "./experiments/run.ts";
import { count, exactText, rowText, short } from "./numbers.ts";

interface Measured {
  /** 1e8 + 1 as fp32 has it, and the distance to the next value. */
  readonly inFp32: { readonly value: number; readonly spacing: number };
  readonly own: readonly { readonly name: string; readonly fp32: readonly number[]; readonly neighbours: readonly number[] }[];
  readonly inFp64: readonly { readonly name: string; readonly pair: readonly number[]; readonly four: readonly number[] }[];
  readonly searched: number;
  /** The largest |y|/√n over the rows of the search, where it is finite, and how many were not. */
  readonly largest: readonly { readonly name: string; readonly ratio: number; readonly y: number; readonly x: readonly number[]; readonly notFinite: number; readonly twoPass: boolean }[];
}

const pair32 = [1e8, Math.fround(1e8 + 1)];
const neighbours = [1e8, 1e8 + 8];
const pair64 = [1e8, 1e8 + 1];
const four64 = [1e8, 1e8, 1e8, 1e8 + 1];

function outputs({ kernel }: Family, x: readonly number[]): number[] {
  return [...run(kernel, Float64Array.from(x))];
}

/** Values some ulps apart, in every binade whose squares fp32 holds. */
function nearConstantRows(): Float64Array[] {
  const random = randomFrom("claim 2");
  const rows: Float64Array[] = [];
  for (const n of [2, 3, 4, 8]) {
    for (let exponent = -10; exponent <= 60; exponent++) {
      for (let k = 0; k < 6; k++) {
        const c = fp32.round((1 + random.next()) * 2 ** exponent);
        const step = ulp(fp32, c);
        rows.push(Float64Array.from({ length: n }, () => fp32.round(c + random.integer(0, 3) * step)));
      }
    }
  }
  return rows;
}

function measure(): Measured {
  const rows = nearConstantRows();
  const largest = fp32Families.map(({ kernel, name }) => {
    let [ratio, y, notFinite] = [0, 0, 0];
    let x: readonly number[] = [];
    for (const row of rows) {
      for (const value of run(kernel, row)) {
        if (!Number.isFinite(value)) {
          notFinite++;
          break;
        }
        if (Math.abs(value) / Math.sqrt(row.length) <= ratio) continue;
        [ratio, y, x] = [Math.abs(value) / Math.sqrt(row.length), Math.abs(value), [...row]];
      }
    }
    return { name, ratio, y, x, notFinite, twoPass: kernel.contract?.algorithm === "two-pass" };
  });
  return {
    inFp32: { value: pair32[1]!, spacing: ulp(fp32, 1e8) },
    own: fp32Families.map((family) => ({ name: family.name, fp32: outputs(family, pair32), neighbours: outputs(family, neighbours) })),
    inFp64: fp64Families.map((family) => ({ name: family.name, pair: outputs(family, pair64), four: outputs(family, four64) })),
    searched: rows.length,
    largest,
  };
}

/** √n(1 + 4.5u), rounded up: no two-pass output is larger (docs/bounds.md). */
const ceiling = 1 + 5 * 2 ** -24;

export default {
  id: "02-near-constant-values",
  title: "1e8 and 1e8 + 1",
  statement: "For values like 1e8 and 1e8 + 1 the variance comes out near zero for lack of precision, and dividing by it gives exceptionally large results, even with ε.",
  measure,
  judge({ own, inFp64, largest, searched, inFp32 }) {
    const large = (values: readonly number[]) => values.some((value) => !(Math.abs(value) <= Math.sqrt(values.length) * ceiling));
    const constant = inFp32.value === 1e8;
    const onOwn = [...own.filter((one) => large(one.fp32)), ...inFp64.filter((one) => large(one.pair))].length;
    const exceeding = largest.filter(({ ratio }) => ratio > ceiling);
    const bounded = largest.filter(({ ratio, notFinite }) => ratio <= ceiling && notFinite === 0);
    const all = own.length + inFp64.length;
    if (exceeding.length === 0 && onOwn === 0) return { verdict: "refuted", because: `No family exceeds √n on any of ${count(searched)} rows.` };
    const twoPass = largest.filter((one) => one.twoPass);
    if (bounded.length === 0 || twoPass.some(({ ratio, notFinite }) => ratio > ceiling || notFinite > 0)) return { verdict: "confirmed", because: "Even two passes exceed √n, the largest that a LayerNorm can be." };
    return {
      verdict: "depends",
      because: `On the algorithm: ${exceeding.length} of ${largest.length} fp32 families exceed √n on near-constant rows, by up to ${short(Math.max(...exceeding.map(({ ratio }) => ratio)), 1)} times; two passes never can.${constant ? " In fp32 the row named is constant." : ""}`,
      further: `${constant ? "1e8 + 1 rounds to 1e8 there: variance exactly 0, answer 0. " : ""}On that row itself ${onOwn} of ${all} kernels in fp32 and fp64 give something larger than √2.`,
    };
  },
  show({ inFp32, own, inFp64, largest, searched }) {
    const find = (name: string) => fp32Families.find((family) => family.name.startsWith(name))!.kernel;
    const [pytorch, onePass, twoPass] = [find("PyTorch"), find("one-pass ("), find("two-pass, seq")];
    const [constant, x] = [Float64Array.of(1e8, inFp32.value), Float64Array.from(neighbours)];
    const list = (values: readonly number[]) => values.map((value) => short(value, 4)).join(", ");
    return {
      row: {
        caption: `fp32 has no 1e8 + 1: its values lie ${inFp32.spacing} apart there. The row of the claim, and the nearest one that is not constant.`,
        lines: [
          rowText("x", fp32, constant),
          rowText("two-pass", fp32, run(twoPass, constant)),
          rowText("PyTorch 1.13 (model)", fp32, run(pytorch, constant)),
          "",
          rowText("x", fp32, x),
          rowText("two-pass", fp32, run(twoPass, x)),
          rowText("one-pass", fp32, run(onePass, x)),
          exactText("exact", exactAnswer({ x, eps: usualEps })!.y),
          "",
          rowText("x, in fp64", fp64, pair64),
          exactText("exact", exactAnswer({ x: Float64Array.from(pair64), eps: usualEps })!.y),
        ],
      },
      tables: [
        {
          caption: `fp32: what each family gives for the row of the claim (exact: 0, 0) and for its neighbour (exact: −1, 1); and the largest |y| on ${count(searched)} near-constant rows of 2, 3, 4 and 8 values some ulps apart, with |y|/√n and the row (one of 8 by its first values).`,
          head: ["family", "1e8, 1e8 + 1", "1e8, 1e8 + 8", "largest finite y", "÷ √n", "on", "not finite"],
          rows: largest.map((one, i) => [one.name, list(own[i]!.fp32), list(own[i]!.neighbours), short(one.y), short(one.ratio), `${one.x.slice(0, 4).map((value) => shortestDecimal(fp32, value)).join(", ")}${one.x.length > 4 ? ", …" : ""}`, count(one.notFinite)]),
        },
        {
          caption: "fp64, where both values exist: exact are ∓0.99998, and −0.57733 three times, 1.732.",
          head: ["family", "1e8, 1e8 + 1", "1e8, 1e8, 1e8, 1e8 + 1"],
          rows: inFp64.map(({ name, pair, four }) => [name, list(pair), list(four)]),
        },
      ],
      remarks: [
        "*A LayerNorm cannot be large.* |x̂_i| ≤ √(n − 1) for every row and every ε (Samuelson 1968), so an output of hundreds in a row of two is not a large result but a wrong one.",
        "*Nor can two passes, in floating point.* d_i² is one of the terms of Σd², and a rounded sum of terms ≥ 0 is not below any of them: |d_i|/√(Σd²/n + ε) ≤ √n·(1 + 4.5u), however wrong mean and variance are (and they can be: 0, 1.414 above, where −1, 1 is exact). “Division by a variance near zero” needs a numerator that is not in the variance, as one pass and Welford have it: there the variance can be 0 while x − mean is not, and the output is (x − mean)/√ε.",
        "*PyTorch 1.13's answer for a constant row has another cause*: r·x − r·m, with r·m rounded and r = 316. (Later versions are not measured here.)",
      ],
    };
  },
} satisfies Claim<Measured>;
