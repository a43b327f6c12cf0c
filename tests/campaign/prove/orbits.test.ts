// Representatives and their rows: together they are every row, each once, whichever way the units are cut.

import { describe, expect, it } from "vitest";
import { Cells } from "../../../src/campaign/prove/cells.ts";
import { OrbitBatch } from "../../../src/campaign/prove/orbit-batch.ts";
import { OrbitCursor } from "../../../src/campaign/prove/orbits.ts";
import { type Plan, planProof } from "../../../src/campaign/prove/plan.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { bitsOf } from "../../../src/formats/bits.ts";
import { finiteCodes } from "../../../src/formats/finite-codes.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { fp16 } from "../../../src/formats/fp16.ts";

const toy = formatOf("toy");

function rowsOf(plan: Plan): string[] {
  const contract = resolveContract({ format: "fp16" });
  const cells = new Cells(contract, { codes: plan.codes, n: plan.cols, eps: 1e-5 });
  const rows: string[] = [];
  plan.starts.forEach((_, unit) => {
    const batch = new OrbitBatch({ plan, storage: contract.storage, eps: 1e-5, answerError: undefined, cells, rows: 100 });
    const cursor = new OrbitCursor(plan, unit);
    while (batch.fill(cursor)) {
      for (let row = 0; row < batch.rows; row++) rows.push([...batch.x.subarray(row * plan.cols, (row + 1) * plan.cols)].map((value) => (Object.is(value, -0) ? "-0" : String(value))).join(" "));
    }
  });
  return rows;
}

describe("finiteCodes", () => {
  it("lists every finite code by value, −0 before 0, negatives in mirror image", () => {
    const codes = finiteCodes(fp16);
    expect(codes.length).toBe(63_488);
    expect(new Set(Array.from(codes, (code) => bitsOf(fp16, code))).size).toBe(63_488);
    expect(Object.is(codes[31_743], -0) && Object.is(codes[31_744], 0)).toBe(true);
    for (let rank = 1; rank < codes.length; rank++) {
      expect(codes[rank] >= codes[rank - 1]).toBe(true);
      expect(Object.is(codes[codes.length - 1 - rank], -codes[rank])).toBe(true);
    }
    expect(() => finiteCodes(formatOf("fp32"))).toThrow("at most 16 bits");
  });
});

describe("orbits", () => {
  it.each([1, 2, 3])("of all rows of %i toy values are all of them, each once", (cols) => {
    const plan = planProof(toy, cols);
    const rows = rowsOf(plan);
    expect(rows.length).toBe(56 ** cols);
    expect(new Set(rows).size).toBe(56 ** cols);
  });

  it("do not depend on where units begin", () => {
    const whole = planProof(toy, 3);
    const cut = { ...whole, starts: [[0], [3], [4], [27]] };
    expect(rowsOf(cut)).toEqual(rowsOf({ ...whole, starts: [[0]] }));
    const deep = { ...planProof(toy, 4), starts: [[0, 0], [0, 55], [5, 9], [27, 27]] };
    const cursorRows = (plan: Plan) => plan.starts.reduce((sum, _, unit) => {
      const cursor = new OrbitCursor(plan, unit);
      let count = 0;
      while (cursor.next()) count++;
      return sum + count;
    }, 0);
    expect(cursorRows(deep)).toBe(cursorRows({ ...deep, starts: [[0, 0]] }));
  });

  it("are cut into units of some tenths of a second", () => {
    expect(planProof(fp16, 2).starts.length).toBeGreaterThan(1000);
    expect(planProof(formatOf("fp8-e4m3"), 4).starts.length).toBeGreaterThan(1000);
    expect(planProof(formatOf("fp8-e4m3"), 2).starts.length).toBe(1);
  });
});
