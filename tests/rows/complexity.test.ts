// The measure by which shrinking ends: well-founded, and what people call simpler is simpler.

import { describe, expect, it } from "vitest";
import { formatOf } from "../../src/formats/format-of.ts";
import { type Batch, batchOf } from "../../src/oracle/row.ts";
import { complexity, cost, isSimpler } from "../../src/rows/complexity.ts";
import { epsilonDefault } from "../../src/rows/epsilon.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { families, optionsOf } from "./read-families.ts";

const fp16 = formatOf("fp16");
const row = (...x: number[]): Batch => batchOf({ x: Float64Array.from(x), eps: epsilonDefault });

describe("cost", () => {
  it("prefers zero, small integers and few bits", () => {
    const ordered = [0, 1, 2, 4, 3, 1024, 1025, 1 + 2 ** -10, 2 ** -24, Infinity, NaN];
    expect([...ordered].sort((a, b) => cost(a) - cost(b))).toEqual(ordered);
  });

  it("is a natural number, larger for infinities than for any double, and larger with a minus sign", () => {
    for (const x of [-0, 5e-324, 2 ** -1022 * 1.7, 0.1, 65504, Number.MAX_VALUE]) {
      expect(Number.isInteger(cost(x)) && cost(x) >= 0).toBe(true);
      expect(cost(Infinity)).toBeGreaterThan(cost(x));
      expect(cost(-x) - cost(x)).toBe(Object.is(x, -0) ? -1 : 1);
    }
  });
});

describe("complexity", () => {
  it("counts, in this order: rows, columns, affine parameters, ε, values, ordinals, descents", () => {
    const base = row(3, 5, 3);
    const simpler: Batch[] = [row(9.5, 7), { ...base, eps: 0 }, row(3, 3, 3), row(0, 5, 3), row(3, 5, -3)];
    expect(simpler.map((batch) => isSimpler(batch, base, fp16))).toEqual([true, false, true, true, false]);
    expect(isSimpler(base, { ...base, gamma: Float64Array.of(1, 1, 1) }, fp16)).toBe(true);
    expect(isSimpler({ ...base, rows: 3, cols: 1 }, base, fp16)).toBe(false);
    expect([epsilonDefault, 0, 1, 0.5].map((eps) => complexity({ ...base, eps }, fp16).epsilon)).toEqual([0, 1, 2, 3]);
  });

  it("tells −0 from 0 and, where all else is equal, prefers the value nearer to zero", () => {
    expect(isSimpler(row(0), row(-0), fp16)).toBe(true);
    expect(cost(9)).toBe(cost(13));
    expect(isSimpler(row(9), row(13), fp16)).toBe(true);
    expect(isSimpler(row(13), row(9), fp16)).toBe(false);
  });

  it("prefers the rising order of the same values, row by row", () => {
    expect(isSimpler(row(1, 2), row(2, 1), fp16)).toBe(true);
    expect(isSimpler(row(2, 1), row(1, 2), fp16)).toBe(false);
    expect(complexity({ ...row(1, 2, 0, 3), rows: 2, cols: 2 }, fp16).descents).toBe(0);
  });

  it("agrees with isSimpler on generated batches", () => {
    const batches = families.map((family) => family.generate(randomFrom(3), optionsOf("fp16/fp32", 20)));
    const fields = ["rows", "cols", "affine", "epsilon", "description", "ordinals", "descents"] as const;
    for (const a of batches) {
      for (const b of batches) {
        const [left, right] = [complexity(a, fp16), complexity(b, fp16)];
        const field = fields.find((candidate) => left[candidate] !== right[candidate]);
        expect(isSimpler(a, b, fp16)).toBe(field !== undefined && left[field] < right[field]);
      }
    }
  });
});
