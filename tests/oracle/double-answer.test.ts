// The proved error of answers in plain doubles, against exact integers: random rows of small formats, where it says it holds, and no
// claim where it does not.

import { describe, expect, it } from "vitest";
import { finiteCodes } from "../../src/formats/finite-codes.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { doubleAnswerError, doubleAnswers } from "../../src/oracle/double-answer.ts";
import { integerAnswer } from "../../src/oracle/integer.ts";
import { randomFrom } from "../../src/rows/random.ts";

describe("doubleAnswers", () => {
  it.each([["fp16", 2], ["fp16", 3], ["fp16", 7], ["bf16", 2], ["fp8-e4m3", 3], ["fp8-e5m2", 4], ["toy", 5], ["toy", 1]] as const)("%s, n = %i: within the proved error of the integers", (id, n) => {
    const codes = finiteCodes(formatOf(id));
    const random = randomFrom(`${id} ${n}`);
    const bound = doubleAnswerError(formatOf(id), n)!;
    const rows = 3000;
    let largest = 0;
    for (const eps of [1e-5, 1e-12, 0].map(Math.fround)) {
      const x = Float64Array.from({ length: rows * n }, (_, k) => {
        const rank = random.integer(0, codes.length - 1);
        return k % (2 * n) < n ? codes[rank] : codes[Math.min(codes.length - 1, Math.floor(codes.length * 0.7) + random.integer(0, 3))];
      });
      const y = new Float64Array(rows * n);
      const shifted = new Float64Array(rows);
      doubleAnswers(x, { rows, n, eps }, { y, shifted });
      for (let row = 0; row < rows; row++) {
        const exact = integerAnswer({ x: x.subarray(row * n, (row + 1) * n), eps });
        if (exact === undefined) {
          expect(shifted[row]).toBe(0);
          continue;
        }
        for (let i = 0; i < n; i++) {
          const error = Math.abs(y[row * n + i] - exact.y[i] - exact.yLow[i]);
          expect(error).toBeLessThanOrEqual(bound * Math.abs(exact.y[i]));
          if (exact.y[i] !== 0) largest = Math.max(largest, error / Math.abs(exact.y[i]) / 2 ** -53);
        }
      }
    }
    // Not a bound that nothing could break.
    if (n > 1) expect(largest).toBeGreaterThan(0.5);
  });

  it("claims nothing where sums of the values are not exact", () => {
    expect(doubleAnswerError(formatOf("bf16"), 3)).toBeUndefined();
    expect(doubleAnswerError(formatOf("fp32"), 3)).toBeUndefined();
    expect(doubleAnswerError(formatOf("fp64"), 2)).toBeUndefined();
    expect(doubleAnswerError(formatOf("fp16"), 2000)).toBeUndefined();
  });
});
