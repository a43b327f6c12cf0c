// A soak shares what it knows about a row between controls: that must change no verdict, and a kernel that is wrong must still be accused.

import { describe, expect, it } from "vitest";
import { allFamilies, allProperties } from "../../src/campaign/catalogue.ts";
import { Scores } from "../../src/campaign/search/scores.ts";
import type { Call } from "../../src/contract/call.ts";
import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { allControls, allFaults } from "../../power/read-units.ts";
import { callAll, groupOf } from "../../power/soak/group.ts";
import { furtherInterval, SoakJudge } from "../../power/soak/judge.ts";
import { withEntry } from "../../power/soak/ledger.ts";
import { advance, endSoak, hasEnded, soakMeter } from "../../power/soak/meter.ts";
import { entryOf, ledgerText, merged, soakSection } from "../../power/soak/report.ts";

const [controls, properties, families] = await Promise.all([allControls(), allProperties(), allFamilies()]);
const fp32 = controls.filter(({ format }) => format === "fp32").slice(0, 6);

function batchesOf(storage: StorageFormatId, count: number) {
  const { contract } = groupOf(controls, storage)[0]!;
  const random = randomFrom(`soak ${storage}`);
  return Array.from({ length: count }, (_, i) => families[i % families.length]!.generate(random, { storage: contract.storage, accumulator: contract.accumulator, elementsMax: 300 }));
}

describe("a group of controls", () => {
  it("holds every control once, with one contract for those that promise the same", () => {
    const groups = (["fp64", "fp32", "fp16", "bf16"] as const).map((format) => groupOf(controls, format));
    expect(groups.flatMap((group) => group.map(({ control }) => control.id)).sort()).toEqual(controls.map(({ id }) => id).sort());
    for (const group of groups) {
      for (const { contract, like } of group) expect(group[like]!.contract).toBe(contract);
      const shared = group.filter(({ like }, m) => like !== m);
      for (const { control, contract } of shared) expect(contract).toEqual(resolveContract(control));
    }
    expect(groups[1]!.some(({ like }, m) => like !== m)).toBe(true);
  });

  it("refuses a control that cannot be given every row", () => {
    expect(() => groupOf([{ ...fp32[0]!, fixed: { cols: 4 } }], "fp32")).toThrow(/fixed parameters/);
  });

  it("answers and is bounded as each control is by itself", () => {
    // The group with the most contracts, in three accumulators.
    const group = groupOf(controls, "fp16");
    for (const batch of batchesOf("fp16", 2 * families.length)) {
      const calls = callAll(group, batch);
      for (const [m, { control, contract }] of group.entries()) {
        const alone = invoke(control, contract, batch) as Call;
        expect(calls[m]!.y).toEqual(alone.y);
        for (let r = 0; r < batch.rows; r++) {
          const [shared, own] = [calls[m]!.row(r), alone.row(r)];
          expect(shared.y).toEqual(own.y);
          expect(shared.exact?.y).toEqual(own.exact?.y);
          expect(shared.bound?.errors).toEqual(own.bound?.errors);
        }
      }
    }
  });
});

describe("the judge of a soak", () => {
  it("accuses a kernel that is wrong, and only it, by properties of both kinds", async () => {
    // The first is seen on the one call, the second only by calling again.
    const wrong = (await allFaults()).filter(({ id }) => id === "one-pass" || id === "tuned-while-in-use").map((fault) => fault.create());
    const group = groupOf([...fp32, ...wrong], "fp32");
    expect(group).toHaveLength(fp32.length + wrong.length);
    const judge = new SoakJudge(group, properties);
    const batches = batchesOf("fp32", 40 * furtherInterval);
    for (const batch of batches) judge.batch(batch, "a family", new Scores(500));
    const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
    for (const [m, count] of judge.counts.entries()) {
      expect(count.rows).toBe(rows);
      expect(count.inside).toBeGreaterThan(rows / 2);
      expect(count.further).toBe(batches.filter((_, b) => b % furtherInterval === 0).reduce((sum, batch) => sum + batch.rows, 0));
      if (m < fp32.length) expect(count.accusations).toEqual([]);
      else expect(count.accusations.length, group[m]!.control.id).toBeGreaterThan(0);
    }
    expect(judge.rowsFrom).toEqual(new Map([["a family", rows]]));
  });
});

describe("the meter of a soak", () => {
  it("ends it at so many rows, or when asked to", () => {
    const meter = soakMeter(100);
    advance(meter, 99);
    expect(hasEnded(meter)).toBe(false);
    advance(meter, 1);
    expect(hasEnded(meter)).toBe(true);
    const endless = soakMeter(Infinity);
    advance(endless, 2 ** 40);
    expect(hasEnded(endless)).toBe(false);
    endSoak(endless);
    expect(hasEnded(endless)).toBe(true);
  });
});

describe("the report of a soak", () => {
  const count = { rows: 2, inside: 1, further: 1, worst: 0.75, property: "zero-mean", accusations: [] };
  const chunk = (over: object) => ({ format: "fp32" as const, counts: new Map([["a-control", { ...count, ...over }]]), rowsFrom: new Map([["ramp", 3], ["targeted search (zero-mean)", 4]]) });
  const accusation = { property: "zero-mean", message: "no", origin: "ramp", batch: { rows: 1, cols: 1, x: Float64Array.of(-0), eps: 1 } };

  it("adds the counts of chunks up", () => {
    const { counts, rowsFrom } = merged([chunk({}), chunk({ rows: 5, worst: 0.9, property: "unit-variance", accusations: [accusation] }), chunk({ accusations: [accusation] })]);
    expect(counts.get("a-control")).toEqual({ rows: 9, inside: 3, further: 3, worst: 0.9, property: "unit-variance", accusations: [accusation] });
    expect(rowsFrom.get("ramp")).toBe(9);
  });

  it("says how many rows, and who was accused", () => {
    const options = { minutes: 1, command: "60 s", seed: "s", properties: { alone: 14, further: 12 } };
    expect(soakSection({ ...options, soaked: [chunk({ rows: 123_456 })] }, [])).toMatch(/123,456 control-rows[\s\S]*No accusation[\s\S]*the search +4[\s\S]*0\.7500 zero-mean/);
    expect(soakSection({ ...options, soaked: [chunk({ accusations: [accusation] })] }, [])).toContain("ACCUSED: a-control by zero-mean");
  });

  it("adds up all soaks, those of one seed once", () => {
    const entry = (seed: string, chunks: readonly ReturnType<typeof chunk>[]) => entryOf({ soaked: chunks, minutes: 1.25, seed }, "2026-01-02");
    const one = entry("one", [chunk({ rows: 1000 })]);
    expect(one).toEqual({ seed: "one", date: "2026-01-02", minutes: 1.3, controls: 1, distinctRows: 7, controlRows: 1000, inside: 1, accused: [] });
    const both = withEntry(withEntry([], one), entry("two", [chunk({ rows: 24 })]));
    expect(ledgerText(both)).toMatch(/\*\*1,024 control-rows\*\* on 14 rows, 2 of them inside the contract, no accusation/);
    expect(withEntry(both, entry("one", [chunk({ rows: 999 })]))).toEqual(both);
    const longer = withEntry(both, entry("one", [chunk({ rows: 2000 })]));
    expect(longer.map(({ controlRows }) => controlRows)).toEqual([2000, 24]);
    // An accusation counts, however short the soak was; a longer one without it is that of a version that was mended.
    const accused = withEntry(both, entry("two", [chunk({ accusations: [accusation] })]));
    expect(ledgerText(accused)).toContain("ACCUSED: a-control");
  });
});
