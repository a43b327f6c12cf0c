// What a kernel tells of its stages is hostile until it is copied and checked.

import { describe, expect, it } from "vitest";
import { StageRecorder } from "../../src/contract/stage-recorder.ts";
import type { StageObserver } from "../../src/contract/stage.ts";

/** What is kept of row 1 of a batch of 2 × 3. */
function kept(tell: (trace: StageObserver) => void): object {
  const recorder = new StageRecorder({ row: 1, rows: 2, cols: 3 });
  tell(recorder.observer);
  return Object.fromEntries(recorder.finish());
}

const throwing = { get length(): number { throw new Error("no"); } };

describe("a stage recorder", () => {
  it("keeps numbers of its row, the last told, and arrays as copies", () => {
    const d = [1, 2, 3];
    const told = kept((trace) => {
      trace("mean", 0, 7);
      trace("mean", 1, 1);
      trace("mean", 1, 2);
      trace("deviations", 1, d);
      for (const column of [0, 2, 1]) trace("normalised", 1, column * 10, column);
      d[0] = 99;
    });
    expect(told).toEqual({ mean: 2, deviations: Float64Array.of(1, 2, 3), normalised: Float64Array.of(0, 10, 20) });
  });

  it.each<[string, (trace: StageObserver) => void]>([
    ["an unknown stage", (trace) => trace("__proto__" as never, 1, 1)],
    ["a text", (trace) => trace("mean", 1, "1" as never)],
    ["another length", (trace) => trace("deviations", 1, [1, 2])],
    ["an array with a hole", (trace) => trace("deviations", 1, [1, , 3] as never)],
    ["an object that throws", (trace) => trace("deviations", 1, throwing as never)],
    ["a number for many columns", (trace) => trace("deviations", 1, 1)],
    ["an array for one number", (trace) => trace("mean", 1, [1, 2, 3])],
    ["a column out of range", (trace) => [0, 1, 3].forEach((column) => trace("normalised", 1, 1, column))],
    ["a column that is missing", (trace) => [0, 2, 2].forEach((column) => trace("normalised", 1, 1, column))],
  ])("leaves out %s", (_, tell) => {
    expect(kept(tell)).toEqual({});
  });

  it("ends a kernel that tells without end, and hears nothing after the call", () => {
    expect(() => kept((trace) => { for (;;) trace("mean", 1, 1); })).toThrow(/more often/);
    let late: StageObserver = () => {};
    const recorder = new StageRecorder({ row: 0, rows: 1, cols: 1 });
    late = recorder.observer;
    const values = recorder.finish();
    late("mean", 0, 1);
    expect(values.size).toBe(0);
  });
});
