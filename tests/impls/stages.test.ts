// Every built-in implementation tells its stages, of the same computation: the outputs are the same bits, and each stage is the exact one
// up to rounding on a row without difficulties.

import { describe, expect, it } from "vitest";
import { Call } from "../../src/contract/call.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { StageRecorder } from "../../src/contract/stage-recorder.ts";
import { exactStages } from "../../src/findings/exact-stages.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import { type Batch, rowOf } from "../../src/oracle/row.ts";
import { implementations } from "./read-impls.ts";

const [rows, cols] = [2, 19];

describe.each(implementations.map((implementation) => ({ id: implementation.id, implementation })))("$id", ({ implementation }) => {
  const contract = resolveContract(implementation);
  const { round } = contract.storage;
  const values = (length: number, of: (i: number) => number) => Float64Array.from({ length }, (_, i) => round(of(i)));
  const batch: Batch = {
    rows,
    cols,
    x: values(rows * cols, (i) => Math.sin(i * 12.9898) * 2 + (i < cols ? 0 : 3)),
    eps: Math.fround(1e-3),
    gamma: values(cols, (i) => 1 + i / 8),
    beta: values(cols, (i) => 2 - i / 4),
  };
  const called = (trace?: StageRecorder) => {
    const call = invoke(implementation, contract, batch, { trace: trace?.observer });
    return call instanceof Call ? call.y : expect.fail("a promise");
  };

  it("tells its stages without changing its outputs", () => {
    const recorder = new StageRecorder({ row: 1, rows, cols });
    expect(called(recorder)).toEqual(called());
    const told = recorder.finish();
    expect([...told.keys()]).toEqual(expect.arrayContaining(["mean", "variance", "epsilon", "total"]));
    const row = rowOf(batch, 1);
    const exact = exactStages(row, exactAnswer(row)!);
    const working = formatOf(implementation.id === "naive-fp16" ? "fp16" : contract.accumulator.id);
    for (const [stage, value] of told) {
      const wanted = exact[stage];
      const size = typeof wanted === "number" ? Math.abs(wanted) : Math.max(...wanted.map(Math.abs));
      const errors = typeof value === "number" ? [value - (wanted as number)] : Array.from(value, (one, i) => one - (wanted as Float64Array)[i]!);
      for (const error of errors) expect(Math.abs(error), stage).toBeLessThan(64 * working.unitRoundoff * size);
    }
  });
});
