// Counterexamples by cause, and stages as a terminal shows them.

import { describe, expect, it } from "vitest";
import type { StageTable } from "../../src/findings/stage-table.ts";
import { groupByCause } from "../../src/report/group-by-cause.ts";
import type { Evidence, PropertyResult } from "../../src/report/model.ts";
import { stageLines } from "../../src/report/stage-lines.ts";

const evidence = (id: string, causeCount: number, x: readonly string[]): Evidence => ({ cause: { id, label: id }, causeCount, minimal: { x } as unknown as NonNullable<Evidence["minimal"]> });
const property = (name: string, own: Evidence, others?: readonly Evidence[]): PropertyResult => ({ property: name, statement: "", why: "", status: "fail", runs: 1, margin: 2, ...own, others });

describe("grouping by cause", () => {
  it("makes one finding of what many properties show, with the smallest row", () => {
    const groups = groupByCause({
      properties: [
        property("a", evidence("overflow", 3, ["1", "2"]), [evidence("epsilon", 1, ["1"])]),
        property("b", evidence("epsilon", 2, ["1", "2"])),
        property("c", evidence("overflow", 1, ["1"])),
        property("d", evidence("epsilon", 2, ["1", "2", "3"])),
        property("e", {}),
      ],
    });
    expect(groups.map(({ cause, properties, count, property: of }) => [cause.id, properties.join(), count, of])).toEqual([
      ["epsilon", "a,b,d", 5, "a"],
      ["overflow", "a,c", 4, "c"],
    ]);
    expect(groups[1]!.evidence.minimal!.x).toEqual(["1"]);
    expect(groups[1]!.evidence).not.toHaveProperty("others");
  });
});

describe("stages as lines", () => {
  const table: StageTable = {
    source: "observed",
    whose: "its own",
    format: "fp16",
    precision: 11,
    columns: [4, 5],
    cols: 9,
    column: 5,
    sentence: "Σx: …",
    stages: [
      { stage: "sum", label: "Σx", own: "Infinity", exact: "131008", bitsLost: 11, first: true, ofModel: true },
      { stage: "normalised", label: "x̂", own: ["1", "-0.5"], exact: ["1", "0.25"], bitsLost: 3.25 },
      { stage: "affine", label: "γx̂ + β", own: ["1", "-1"], exact: ["1", "1"], bitsLost: 0 },
    ],
  };

  it("are aligned, with the column of the evidence", () => {
    const [whose, ...lines] = stageLines(table, 80);
    expect(whose).toBe("its own");
    expect(lines).toEqual([
      "             own       exact   bits lost",
      "Σx           Infinity  131008     all 11  ◀ lost here (not told: of the model)",
      "x̂[5]         -0.5      0.25          3.3",
      "(γx̂ + β)[5]  -1        1               0",
    ]);
  });

  it("stay within the width", () => {
    for (const line of stageLines(table, 40).slice(1)) expect(line.length).toBeLessThanOrEqual(41);
  });
});
