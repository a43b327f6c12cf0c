// Bisection over the rows of a batch: the row that does it is found among many in a logarithm of questions, and so are two that only do it together.

import { describe, expect, it } from "vitest";
import type { Batch } from "../../src/oracle/row.ts";
import { bisectRows } from "../../src/rows/bisect-rows.ts";

/** Row r holds r twice. */
function numbered(rows: number): Batch {
  return { rows, cols: 2, eps: 1e-5, x: Float64Array.from({ length: 2 * rows }, (_, i) => i >> 1), gamma: Float64Array.of(1, 2), beta: undefined };
}

async function bisected(rows: number, guilty: readonly number[]) {
  let questions = 0;
  const found = await bisectRows(numbered(rows), async ({ x }) => {
    questions++;
    return guilty.every((row) => x.includes(row));
  });
  return { found, questions };
}

describe("bisectRows", () => {
  it.each([0, 1, 500, 511, 700, 1023])("finds row %i of 1024", async (guilty) => {
    const { found, questions } = await bisected(1024, [guilty]);
    expect(found).toEqual({ ...numbered(1024), rows: 1, x: Float64Array.of(guilty, guilty) });
    expect(questions).toBeLessThanOrEqual(2 * 10);
  });

  it.each([[[2, 3]], [[0, 31]], [[5, 17, 18]]])("finds the rows %j that do it together", async (guilty) => {
    const { found } = await bisected(32, guilty);
    expect([...found.x]).toEqual(guilty.flatMap((row) => [row, row]));
    expect(found.gamma).toEqual(Float64Array.of(1, 2));
  });

  it("keeps the incoming gradient beside its row", async () => {
    const batch = { ...numbered(16), dy: numbered(16).x.map((value) => -value) };
    const found = await bisectRows(batch, async ({ x, dy }) => x.includes(5) && dy!.includes(-5));
    expect([[...found.x], [...found.dy!]]).toEqual([[5, 5], [-5, -5]]);
  });

  it("leaves a batch alone of which every row is needed", async () => {
    const { found } = await bisected(3, [0, 1, 2]);
    expect(found.rows).toBe(3);
  });
});
