// What people see while a run goes on, by a clock that stands still until it is told: one line on a terminal, plain lines elsewhere.

import { describe, expect, it } from "vitest";
import type { ImplementationResult } from "../../src/campaign/result.ts";
import type { Progress } from "../../src/campaign/supervise.ts";
import { emptyTally, recordHolds, recordViolation } from "../../src/campaign/tally.ts";
import { type ProgressDisplay, progressDisplay } from "../../src/cli/progress.ts";

function display(isTTY: boolean, columns = 200, total = 3): { at: (ms: number, act: (own: ProgressDisplay) => void) => string } {
  let written = "";
  let time = 5000;
  const stderr = { write: (text: string) => (written += text), isTTY, columns };
  const io = { stdout: stderr, stderr, env: {}, signal: new AbortController().signal };
  const own = progressDisplay(io, { total, lanes: 2, batches: 1000, seconds: 8, now: () => time });
  return {
    at(ms, act) {
      time = 5000 + ms;
      written = "";
      act(own);
      return written;
    },
  };
}

function progress(implementation: string, { batches, seconds, violated = false }: { batches: number; seconds: number; violated?: boolean }): Progress {
  const tally = emptyTally(["zero-mean", "oracle-agreement", "answers"]);
  recordHolds(tally.properties.get("zero-mean")!, 0.31);
  recordHolds(tally.properties.get("oracle-agreement")!, 0.806);
  const batch = { rows: 1, cols: 2, eps: 1e-5, x: Float64Array.of(1, 2) };
  if (violated) recordViolation(tally.properties.get("answers")!, { kind: "violated", margin: 5 } as never, { batch, family: "f", rowsTried: 1, margin: 5 });
  return { implementation, tally: Object.assign(tally, { batches, rows: batches * 4 }), seconds };
}

const finished = { implementation: "done", verdict: "pass", rows: 12_345, seconds: 6, properties: [] } as unknown as ImplementationResult;

describe("on a terminal", () => {
  it("names what runs, how fast, what is closest, and how long it will take", () => {
    const { at } = display(true);
    at(1000, (own) => own.update(progress("fp32", { batches: 250, seconds: 1 })));
    const line = at(2000, (own) => own.update(progress("one-pass", { batches: 500, seconds: 2 })));
    // fp32 needs 4 s and one-pass 4 s of search, a tenth more in all; one more target waits: 3.4 + 2.4 + 4.4 s on two lanes.
    expect(line).toBe("\r\x1b[K0/3 · about 6 s left · fp32 1,000 rows, 1,000/s, closest 0.81 oracle-agreement · one-pass 2,000 rows, 1,000/s, closest 0.81 oracle-agreement");
  });

  it("counts what is violated instead, and never promises more than the time limit", () => {
    const { at } = display(true, 200, 1);
    expect(at(2000, (own) => own.update(progress("slow", { batches: 1, seconds: 2, violated: true })))).toBe("\r\x1b[K0/1 · about 7 s left · slow 4 rows, 2/s, 1 property violated");
  });

  it("redraws at most ten times a second, and fits the width", () => {
    const { at } = display(true, 40);
    expect(at(50, (own) => own.update(progress("fp32", { batches: 1, seconds: 0.05 })))).toBe("");
    const line = at(160, (own) => own.update(progress("fp32", { batches: 10, seconds: 0.1 })));
    expect(line.slice(4)).toHaveLength(39);
    expect(at(200, (own) => own.update(progress("fp32", { batches: 11, seconds: 0.2 })))).toBe("");
  });

  it("clears the line for what has finished, and at the end", () => {
    const { at } = display(true);
    at(1000, (own) => own.update(progress("done", { batches: 10, seconds: 1 })));
    expect(at(6000, (own) => own.finish(finished))).toBe("\r\x1b[K1/3 done: pass, 12,345 rows in 6.0 s\n");
    expect(at(6200, (own) => own.update(progress("next", { batches: 10, seconds: 0.1 })))).not.toContain("done");
    expect(at(6300, (own) => own.end())).toBe("\r\x1b[K");
  });
});

describe("elsewhere", () => {
  it("writes a line every ten seconds, without control characters", () => {
    const { at } = display(false);
    expect(at(9_900, (own) => own.update(progress("fp32", { batches: 250, seconds: 1 })))).toBe("");
    expect(at(10_000, (own) => own.update(progress("a\u001b[31m", { batches: 250, seconds: 1 })))).toMatch(/^0\/3 · about \d+ s left · fp32 1,000 rows.* · a\\x1b\[31m 1,000 rows.*\n$/);
    expect(at(19_000, (own) => own.update(progress("fp32", { batches: 300, seconds: 9 })))).toBe("");
    expect(at(20_100, (own) => own.update(progress("fp32", { batches: 300, seconds: 9 })))).toContain("fp32");
    expect(at(20_200, (own) => own.end())).toBe("");
  });

  it("writes a line for each implementation, with what was found", () => {
    const { at } = display(false);
    const properties = [{ status: "fail" }, { status: "fail" }, { status: "known" }] as unknown as ImplementationResult["properties"];
    expect(at(100, (own) => own.finish({ ...finished, verdict: "fail", properties }))).toBe("1/3 done: fail, 2 properties violated, 1 known, 12,345 rows in 6.0 s\n");
  });
});
