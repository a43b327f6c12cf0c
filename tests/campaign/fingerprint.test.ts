// Fingerprints: every known kernel is recognised, what is not known is never called by a known name, and families are named by how errors grow.

import { describe, expect, it } from "vitest";
import { Agreement } from "../../src/campaign/fingerprint/agreement.ts";
import { fingerprint } from "../../src/campaign/fingerprint/fingerprint.ts";
import { probeBatches, probeLengths } from "../../src/campaign/fingerprint/probe-batches.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import onnxruntime from "../../src/impls/models/onnxruntime-1-30-fp32.ts";
import onePass from "../../src/impls/one-pass-fp32.ts";
import plain from "../../src/impls/fp32.ts";
import welford from "../../src/impls/welford-fp32.ts";

const { fround } = Math;

function blackBox(forward: LayerNormImplementation["forward"], more: Partial<LayerNormImplementation> = {}): LayerNormImplementation {
  return { id: "black-box", format: "fp32", forward, ...more };
}

it("a known kernel is recognised whatever it is called, on a promise as well", async () => {
  const found = await fingerprint(blackBox(async (x, shape) => welford.forward(x, shape)));
  expect(found.sentence).toMatch(/^bitwise equal to welford-fp32 on all [\d,]+ rows of 1 to 1,024 columns \(21 lengths\)$/);
  expect(found.rows).toBeGreaterThan(20_000);
  expect(found.known.filter(({ equal }) => equal === found.rows).map(({ name }) => name)).toEqual(["welford-fp32"]);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
}, 120_000);

it("where it stops being equal is said, with the first row", async () => {
  const until8 = blackBox((x, shape) => (shape.cols < 8 ? welford : plain).forward(x, shape));
  const { sentence, known, rows } = await fingerprint(until8);
  expect(sentence).toMatch(/^bitwise equal to welford-fp32 on all 7,680 rows of 2 to 7 columns \(5 lengths\), and to fp32 on all 12,928 rows of 8 to 1,024 columns \(15 lengths\);/);
  expect(known[0]!.name).toBe("fp32");
  expect(known[0]!.equal).toBeLessThan(rows);
  expect(known[0]!.difference!.cols).toBeLessThan(8);
  const until65 = blackBox((x, shape) => (shape.cols < 65 ? welford.forward(x, shape) : plain.forward(x, shape).map((y) => -y)));
  expect((await fingerprint(until65)).sentence).toMatch(/^bitwise equal to welford-fp32 on all [\d,]+ rows of 2 to 64 columns \(13 lengths\); from 65 columns on to no known kernel \([\d,]+ of 22,144 rows\);/);
}, 120_000);

describe("one bit is enough to lose the name", () => {
  it.each([1024, 2])("at %i columns", async (cols) => {
    const other = blackBox((x, shape) => {
      const y = onnxruntime.forward(x, shape);
      if (shape.cols === cols) y[0] = y[0]! * (1 + 2 ** -23) || 1e-40;
      return y;
    });
    const { sentence, known, rows } = await fingerprint(other);
    expect(sentence).not.toMatch(/on all 22,/);
    expect(known.every(({ equal }) => equal < rows)).toBe(true);
  }, 120_000);
});

describe("families of kernels that are not known", () => {
  /** Four lanes of sums, so that no known kernel gives its bits. */
  function lanes(variance: (x: Float64Array, mean: number) => number) {
    return blackBox((x, { rows, cols, eps, gamma, beta }) => {
      const y = new Float64Array(x.length);
      for (let start = 0; start < rows * cols; start += cols) {
        const row = x.subarray(start, start + cols);
        const mean = fround(laneSum(row, (value) => value) / cols);
        const rstd = fround(1 / fround(Math.sqrt(fround(variance(row, mean) + fround(eps)))));
        for (let c = 0; c < cols; c++) y[start + c] = fround(fround(fround(fround(row[c]! - mean) * rstd) * (gamma?.[c] ?? 1)) + (beta?.[c] ?? 0));
      }
      return y;
    });
  }
  function laneSum(row: Float64Array, term: (value: number) => number): number {
    const sums = [0, 0, 0, 0];
    row.forEach((value, i) => (sums[i % 4] = fround(sums[i % 4]! + fround(term(value)))));
    return fround(fround(sums[0]! + sums[1]!) + fround(sums[2]! + sums[3]!));
  }

  it("one-pass: error as κ², fp32 inside", async () => {
    const { sentence, withCondition } = await fingerprint(lanes((row, mean) => fround(fround(laneSum(row, (value) => value * value) / row.length) - fround(mean * mean))));
    expect(withCondition!.exponent).toBeGreaterThan(1.8);
    expect(sentence).toMatch(/^no known kernel gives its bits .*its error grows as κ² .* one-pass variance does.*fits intermediate results in fp32/);
  }, 120_000);

  it("two-pass: error as κ at most, and never called one-pass", async () => {
    const { sentence } = await fingerprint(lanes((row, mean) => fround(laneSum(row, (value) => fround(value - mean) ** 2) / row.length)));
    expect(sentence).not.toContain("one-pass");
    expect(sentence).toMatch(/^no known kernel gives its bits/);
  }, 120_000);
});

it("says nothing of a kernel that does not answer, and counts what a failing one left out", async () => {
  expect(await fingerprint(blackBox(() => { throw new Error("no"); }))).toMatchObject({ rows: 0, sentence: "no call was answered, so nothing can be said" });
  const some = await fingerprint(blackBox((x, shape) => { if (shape.cols > 5) throw new Error("no"); return onePass.forward(x, shape); }));
  expect(some.sentence).toMatch(/^bitwise equal to one-pass-fp32 on all [\d,]+ rows of 1 to 5 columns \(5 lengths\); [\d,]+ rows got no answer$/);
}, 120_000);

it("rows of one width when the width is built in", () => {
  const batches = [...probeBatches({ storage: fp32, fixed: { cols: 6, eps: 0.5 }, seed: 1 })];
  expect(new Set(batches.map(({ cols, eps }) => `${cols} ${eps}`))).toEqual(new Set(["6 0.5"]));
  expect(new Set([...probeBatches({ storage: fp32, seed: 1 })].map(({ cols }) => cols))).toEqual(new Set(probeLengths));
});

it("agreement counts rows by length and keeps the shortest row that differs", () => {
  const agreement = new Agreement({ name: "other", rounded: false });
  agreement.see({ rows: 2, cols: 2, x: Float64Array.of(1, 2, NaN, 4), eps: 0 }, Float64Array.of(0, 1, NaN, 2), [0, 1, NaN, -0]);
  agreement.see({ rows: 1, cols: 1, x: Float64Array.of(1), eps: 0 }, Float64Array.of(0), [-0]);
  expect(agreement.lengths).toEqual([{ cols: 1, rows: 1, equal: 0 }, { cols: 2, rows: 2, equal: 1 }]);
  expect(agreement.difference).toMatchObject({ cols: 1, column: 0, observed: 0, known: "-0" });
});
