// A batch's rows, and a row as a batch: the same values, none copied, none from the row beside it.

import { expect, test } from "vitest";
import { batchOf, rowOf } from "../../src/oracle/row.ts";

const gamma = Float64Array.of(1, 2);
const beta = Float64Array.of(3, 4);

test("row r of a batch is its r-th stretch of cols values, with the batch's ε, γ and β", () => {
  const x = Float64Array.of(1, 2, 3, 4, 5, 6);
  const batch = { rows: 3, cols: 2, x, eps: 0.5, gamma, beta };
  expect([0, 1, 2].map((r) => [...rowOf(batch, r).x])).toEqual([[1, 2], [3, 4], [5, 6]]);
  expect(rowOf(batch, 1)).toEqual({ x: Float64Array.of(3, 4), eps: 0.5, gamma, beta });
  rowOf(batch, 2).x[1] = -6;
  expect(x[5]).toBe(-6);
  expect(rowOf({ ...batch, rows: 1, cols: 6 }, 0).x).toBe(x);
});

test("a row alone is a batch of one row", () => {
  const x = Float64Array.of(1, 2);
  expect(batchOf({ x, eps: 0.5, gamma, beta })).toEqual({ rows: 1, cols: 2, x, eps: 0.5, gamma, beta });
  expect(batchOf({ x, eps: 0 }).gamma).toBeUndefined();
});
