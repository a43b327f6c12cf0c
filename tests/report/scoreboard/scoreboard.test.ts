// The table and the page as functions of the model alone: what is said of engines, of models and of what is not here, and that nothing that others
// wrote can break it.

import { describe, expect, it } from "vitest";
import { lostResult } from "../../../src/campaign/lost.ts";
import type { ScoreboardEntry as Found } from "../../../src/campaign/scoreboard/compute-scoreboard.ts";
import { scoreboardOf } from "../../../src/report/scoreboard/from-entries.ts";
import { mergeScoreboards } from "../../../src/report/scoreboard/merge-scoreboards.ts";
import type { Scoreboard, ScoreboardEntry } from "../../../src/report/scoreboard/model.ts";
import { parseScoreboard } from "../../../src/report/scoreboard/parse-scoreboard.ts";
import { scoreboardMarkdown } from "../../../src/report/scoreboard/scoreboard-markdown.ts";
import { scoreboardText } from "../../../src/report/scoreboard/scoreboard-text.ts";
import { outcomeText } from "../../../src/report/scoreboard/words.ts";

const engine: ScoreboardEntry = {
  implementation: "engine-fp32",
  description: "Engine 1.30.0: its | kernel",
  version: "1.30.0",
  model: false,
  contract: { storage: "fp32", accumulator: "fp32", algorithm: "stable", summation: "any", output: "any" },
  grade: "B",
  rows: 20_558,
  violated: [],
  worst: { margin: 0.5 },
  safe: [{ label: "2 ulp", text: "|x| < 1, κ < 2" }, { label: "0.001", text: "|x| < 2⁶³, κ < 2¹⁴" }],
  breaks: "0 from 2⁶³",
  beyond: [{ grade: "impossible", symptom: "too-large", count: 3 }, { grade: "impossible", symptom: "non-finite", count: 149 }],
  striking: [
    { property: "beyond:too-large", beyond: true, outcome: "too-large", error: 315.2, cause: "the variance loses bits", fixture: "regressions/engine-fp32@1.30.0/a.json", row: { eps: "1e-5", x: ["8388609", "8388608"], y: ["316.228", "0"], exact: ["0.99998", "-0.99998"] } },
  ],
  fingerprint: "bitwise equal to welford-fp32 on all 22,144 rows",
  timing: { rows: 128, cols: 768, calls: 20, microsecondsPerRow: 5.71 },
};

const board: Scoreboard = {
  schema: "normfuzz/scoreboard/1",
  run: { seed: "2026", startedAt: "2026-01-02T03:04:05.000Z", seconds: 33, node: "v20.0.0", platform: "linux x64", command: "npx normfuzz scoreboard --seed 2026", version: "0.1.0" },
  entries: [
    engine,
    {
      ...engine,
      implementation: "one-pass-fp32",
      version: undefined,
      model: true,
      grade: "D",
      violated: ["oracle-agreement"],
      worst: { margin: "Infinity" },
      safe: [],
      breaks: undefined,
      beyond: [],
      striking: [{ property: "oracle-agreement", beyond: false, outcome: "not-a-number", error: "Infinity", row: { eps: "0", x: Array.from({ length: 20 }, () => "1"), y: Array.from({ length: 20 }, () => "NaN"), exact: Array.from({ length: 20 }, () => "0") } }],
    },
  ],
  absent: [{ names: ["tfjs-cpu-fp32"], why: "@tensorflow/tfjs is not installed: install it with npm install --save-dev @tensorflow/tfjs" }],
};

describe("the table", () => {
  const text = scoreboardText(board, { width: 150, colour: false });
  it("has a line for each engine, then for each model", () => {
    const lines = text.split("\n");
    expect(lines.find((line) => line.startsWith("B  engine-fp32"))).toBe("B  engine-fp32    1.30.0   0.50          |x| < 1, κ < 2    |x| < 2⁶³, κ < 2¹⁴  >√n NaN  5.7");
    expect(lines.find((line) => line.startsWith("D  one-pass-fp32"))).toMatch(/model +∞/);
  });

  it("shows the row to remember, aligned, and where it is kept", () => {
    expect(text).toContain("x      8388609  8388608\n");
    expect(text).toContain("exact  0.99998  -0.99998\n");
    expect(text).toContain("garbage, larger than √n, off by 315 times its scale (the variance loses bits), beyond the contract");
    expect(text).toContain("regressions/engine-fp32@1.30.0/a.json");
    expect(text).toContain("1    … 12 more");
    expect(text).toContain("ε      0");
  });

  it("shows a gradient with what came in, and reads it again; rows without one are as they were", () => {
    const row = { eps: "1e-5", x: ["0", "1"], dy: ["0", "1"], y: ["0", "0"], exact: ["-0.00004", "0.00004"] };
    const wrong: Scoreboard = { ...board, entries: [{ ...engine, striking: [...engine.striking, { property: "backward-agreement", beyond: false, outcome: "inaccurate", error: 2e-5, cause: "mean and rstd are saved in a narrow format", row }] }] };
    const shown = scoreboardText(wrong, { width: 150, colour: false });
    expect(shown).toContain("gradient inaccurate, off by 2.0e-5 of its scale (mean and rstd are saved in a narrow format), violates backward-agreement");
    expect(shown).toMatch(/x {6}0 +1\n +dy {5}0 +1\n +dx {5}0 +0\n +exact {2}-0.00004 +0.00004\n/);
    expect(scoreboardMarkdown(wrong)).toContain("dy     0         1\ndx     0         0\n");
    expect(parseScoreboard(JSON.stringify(wrong), "s.json").entries[0]!.striking[1]!.row).toEqual(row);
    const { dy: _, ...older } = row;
    expect(outcomeText({ outcome: "zeros", error: 1, row: older })).toBe("silently zero");
    expect(outcomeText({ outcome: "zeros", error: 1, row })).toBe("gradient silently zero");
    expect(outcomeText({ outcome: "too-large", error: 2, row })).toBe("gradient is garbage, larger than any of its row, off by 2 times its scale");
  });

  it("says what was not measured, and why", () => {
    expect(text).toContain("not measured here: tfjs-cpu-fp32: @tensorflow/tfjs is not installed");
    expect(text).toContain("1 engine and 1 model in 33 s");
    expect(text).toContain("not measured: the run was cut short");
  });

  it("cannot be recoloured by what others wrote", () => {
    const hostile = scoreboardText({ ...board, entries: [{ ...engine, fingerprint: "\x1b[31mred", version: "\x1b[2J" }] }, { width: 150, colour: false });
    expect(hostile).not.toContain("\x1b");
  });
});

describe("the page", () => {
  const page = scoreboardMarkdown(board);
  it("has as many cells in each line of a table as in its head", () => {
    const tables = page.split("\n").filter((line) => line.startsWith("| "));
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
    expect(tables).toHaveLength(3 + 3);
    expect(tables.map(cells)).toEqual([10, 10, 10, 9, 9, 9]);
  });

  it("says how to read it, what is a model, what was not measured", () => {
    expect(page).toMatch(/^# Engines\n/);
    expect(page).toContain("### engine-fp32 1.30.0: B");
    expect(page).toContain("## Not measured here\n\n- <code>tfjs-cpu-fp32</code>: not measured here.");
    expect(page).toContain("- **C** breaks its contract");
    expect(page).toContain("### Models");
    expect(page).toContain("```\nx      8388609  8388608\ny      316.228  0\nexact  0.99998  -0.99998\n```");
  });
});

describe("the JSON", () => {
  it("is read again as it was written", () => {
    const text = JSON.stringify(board);
    expect(JSON.parse(JSON.stringify(parseScoreboard(text, "a.json")))).toEqual(JSON.parse(text));
  });

  it.each([
    ["no", "a.json: is not JSON"],
    ["{}", "a.json: schema"],
    [JSON.stringify({ ...board, entries: [{ ...engine, grade: "E" }] }), "a.json: entries.0.grade"],
  ])("%s is refused in one line", (text, message) => {
    expect(() => parseScoreboard(text, "a.json")).toThrow(message);
  });
});

describe("several scoreboards", () => {
  it("stand side by side: other versions beside the first, what one has is not absent", () => {
    const other: Scoreboard = { ...board, run: { ...board.run, platform: "darwin arm64" }, entries: [{ ...engine, version: "1.26.0", grade: "D" }, engine, { ...engine, implementation: "tfjs-cpu-fp32", version: "4.22.0" }] };
    const merged = mergeScoreboards(board, [other]);
    expect(merged.entries.map(({ implementation, version, platform }) => [implementation, version, platform])).toEqual([
      ["engine-fp32", "1.30.0", undefined],
      ["engine-fp32", "1.26.0", "darwin arm64"],
      ["one-pass-fp32", undefined, undefined],
      ["tfjs-cpu-fp32", "4.22.0", "darwin arm64"],
    ]);
    expect(merged.absent).toEqual([]);
    const cuda = { names: ["pytorch-cuda-fp32", "tfjs-cpu-fp32"], why: "no CUDA device is here" };
    expect(mergeScoreboards(board, [{ ...other, entries: [], absent: [cuda] }]).absent).toEqual([...board.absent, { names: ["pytorch-cuda-fp32"], why: "no CUDA device is here" }]);
  });
});

describe("from what was found", () => {
  it("engines that lack the same thing are absent together; others are entries", () => {
    const missing = (id: string): Found => ({ target: { kind: "engine", name: id, label: id, optional: true }, model: false, result: lostResult(id, "engine is not installed", true) });
    const failed: Found = { ...missing("c"), result: lostResult("c", "it cannot be loaded") };
    const { entries, absent } = scoreboardOf([missing("a"), missing("b"), failed], board.run, () => undefined);
    expect(absent).toEqual([{ names: ["a", "b"], why: "engine is not installed" }]);
    expect(entries).toMatchObject([{ implementation: "c", grade: "-", error: "it cannot be loaded", safe: [], striking: [] }]);
  });
});
