// naive-fp16 rounds every operation, and our rounding is our own: here each operation is rounded by another library instead.

import { f16round } from "@petamoriken/float16";
import { expect, it } from "vitest";
import { fp16 } from "../../src/formats/fp16.ts";
import naive from "../../src/impls/naive-fp16.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { families } from "../rows/read-families.ts";

function everyOperationRounded({ x, rows, cols, eps, gamma, beta }: Batch): number[] {
  return Array.from({ length: rows }, (_, r) => {
    const row = Array.from(x.subarray(r * cols, (r + 1) * cols));
    const mean = f16round(row.reduce((sum, value) => f16round(sum + value), 0) / f16round(cols));
    const deviations = row.map((value) => f16round(value - mean));
    const variance = f16round(deviations.reduce((sum, d) => f16round(sum + f16round(d * d)), 0) / f16round(cols));
    const sd = f16round(Math.sqrt(f16round(variance + f16round(eps))));
    return deviations.map((d, c) => {
      const scaled = gamma ? f16round(f16round(d / sd) * gamma[c]!) : f16round(d / sd);
      return beta ? f16round(scaled + beta[c]!) : scaled;
    });
  }).flat();
}

it("is the two-pass algorithm with every operation in fp16, bit for bit, on rows of every family", () => {
  for (const family of families) {
    for (let seed = 0; seed < 10; seed++) {
      const batch = family.generate(randomFrom(`${family.id} ${seed}`), { storage: fp16, accumulator: fp16, elementsMax: 2100 });
      expect(Array.from(naive.forward(batch.x, { ...batch, gamma: batch.gamma, beta: batch.beta })), `${family.id} ${seed}`).toEqual(everyOperationRounded(batch));
    }
  }
});
