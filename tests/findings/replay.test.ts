// Replays tell reproduced, changed and mended counterexamples apart.

import { describe, expect, it } from "vitest";
import { replay } from "../../src/findings/replay.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { roundFp32 } from "../../src/formats/fp32.ts";
import { batch, counterexample } from "./find.ts";
import { kernel, naiveFp16, twoPass } from "./kernels.ts";
import { withinTolerance } from "./within-tolerance.ts";

const found = await counterexample(naiveFp16, batch("fp16", [65504, 65504]), batch("fp16", [300, -300, 5]));
const right = kernel("naive", (x, shape) => Float64Array.from(twoPass(roundFp32)(x, shape), roundFp16), "fp16");
const otherwise = kernel("naive", (x) => x.map(() => 3), "fp16");
const throwing = kernel("naive", () => { throw new Error("no"); }, "fp16");
const slow = { ...naiveFp16, forward: async (...call: Parameters<typeof naiveFp16.forward>) => naiveFp16.forward(...call) };

describe("replay", () => {
  it("of an open counterexample reproduces it, from promises as well", async () => {
    for (const implementation of [naiveFp16, slow]) {
      const { minimal, worst, asExpected, message } = await replay(found, implementation, withinTolerance);
      expect([minimal.outcome, worst?.outcome, asExpected]).toEqual(["reproduces", "reproduces", true]);
      expect(message).toContain("reproduces");
      expect(minimal.example?.y).toEqual(found.minimal.y);
    }
  });

  it("of an open one that stopped fails, and says what to do", async () => {
    const { minimal, asExpected, message } = await replay(found, right, withinTolerance);
    expect([minimal.outcome, asExpected]).toEqual(["holds", false]);
    expect(message).toContain('set "status" to "fixed"');
  });

  it("sees that it is wrong in another way now", async () => {
    const { minimal, asExpected } = await replay(found, otherwise, withinTolerance);
    expect([minimal.outcome, asExpected]).toEqual(["differs", true]);
  });

  it("of a fixed one holds, or fails", async () => {
    const fixed = { ...found, status: "fixed" } as const;
    expect((await replay(fixed, right, withinTolerance)).asExpected).toBe(true);
    const again = await replay(fixed, naiveFp16, withinTolerance);
    expect(again.asExpected).toBe(false);
    expect(again.message).toContain("violated again");
  });

  it("of a fixed one whose worst row is wrong again fails", async () => {
    const half = kernel("naive", (x, shape) => (x.length === 2 ? right : naiveFp16).forward(x, { ...shape, rows: 1 }) as Float64Array, "fp16");
    expect((await replay({ ...found, status: "fixed" }, half, withinTolerance)).asExpected).toBe(false);
  });

  it("is never content with an implementation that gives no answer", async () => {
    for (const status of ["open", "fixed"] as const) {
      const { minimal, asExpected, message } = await replay({ ...found, status }, throwing, withinTolerance);
      expect([minimal.outcome, asExpected]).toEqual(["skipped", false]);
      expect(message).toContain("cannot be judged");
    }
  });
});
