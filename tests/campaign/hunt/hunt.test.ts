// A hunt finds worse rows than chance does, knows where it found them, shows the worst one simply, and is the same for the same seed.

import { describe, expect, it } from "vitest";
import { allFamilies } from "../../../src/campaign/catalogue.ts";
import { binned } from "../../../src/campaign/hunt/bins.ts";
import type { Trophy } from "../../../src/campaign/hunt/hunt.ts";
import { huntImplementation, type HuntSettings } from "../../../src/campaign/hunt/hunt-implementation.ts";
import { objectives } from "../../../src/campaign/hunt/objective.ts";
import { invoke } from "../../../src/contract/invoke.ts";
import type { Call } from "../../../src/contract/call.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { right, unbiased } from "../kernels.ts";
import onePass from "../../../src/impls/one-pass-fp32.ts";

const families = await allFamilies();
const settings: HuntSettings = { objective: "margin", seed: "3", seconds: 60, batchesMax: 1200, elementsMax: 300, shrinkCalls: 400 };

describe("hunting", () => {
  it("gives the worst row of every stratum that it met, inside the contract, and the same one again", async () => {
    const result = await huntImplementation(right, families, settings);
    const trophies = result.bins.cells.flat().filter((trophy): trophy is Trophy => trophy !== undefined);
    expect(trophies.length).toBeGreaterThan(20);
    expect(result.worst).toBe(Math.max(...trophies.map(({ value }) => value)));
    expect(result.worst).toBeGreaterThan(0.3);
    expect(result.worst).toBeLessThanOrEqual(1);
    for (const { batch, row, column, value } of trophies) {
      const analysed = (invoke(right, resolveContract(right), batch) as Call).row(row);
      expect(objectives.margin.measure(analysed)).toEqual({ value, column });
    }
    const { seconds: _, ...again } = await huntImplementation(right, families, settings);
    const { seconds: __, ...first } = result;
    expect(again).toEqual(first);
  });

  it("shows a simple row that is nearly as bad", async () => {
    const { worst, simplest } = await huntImplementation(unbiased, families, settings);
    expect(worst).toBeGreaterThan(1);
    expect(simplest!.value).toBeGreaterThanOrEqual(0.95 * worst!);
    expect(simplest!.example.batch.x.length).toBeLessThan(5);
    expect(simplest!.example.explanation?.sentence).toContain("n − 1");
  });

  it("in ulps goes beyond the contract", async () => {
    const { worst, simplest } = await huntImplementation(onePass, families, { ...settings, objective: "ulps" });
    expect(worst).toBe(Infinity);
    expect(simplest!.example.message).toContain("beyond any measure");
  });
});

describe("objectives", () => {
  const measure = (id: keyof typeof objectives, y: readonly number[]) => {
    const kernel = { ...right, forward: () => y };
    const batch = { rows: 1, cols: 2, x: Float64Array.of(-1, 1), eps: 0 };
    return objectives[id].measure((invoke(kernel, resolveContract(kernel), batch) as Call).row(0))!;
  };
  it("in ulps measure at the output's scale", () => {
    expect(measure("ulps", [-1, 1 + 3 * 2 ** -23])).toEqual({ value: 3, column: 1 });
    expect(measure("ulps", [-1, NaN])).toEqual({ value: Infinity, column: 1 });
  });
  it("as margins measure what the contract allows", () => {
    expect(measure("margin", [-1, 1]).value).toBe(0);
    expect(measure("margin", [-1, 1.1]).value).toBeGreaterThan(1e4);
  });
});

describe("bands", () => {
  const trophy = (condition: number, magnitude: number, value: number) => ({ condition, magnitude, value }) as Trophy;
  it("keep the worst of each, and put everything beyond the format's precision together", () => {
    const { conditions, magnitudes, cells } = binned([trophy(0, -24, 1), trophy(1, -24, 2), trophy(13, 15, 3), trophy(64, 15, 4), trophy(0, -Infinity, 5)], formatOf("fp16"));
    expect(conditions.map(({ first }) => first)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(conditions.at(-1)!.last).toBe(Infinity);
    expect(magnitudes[0]!.first).toBe(-Infinity);
    expect(magnitudes.at(-1)!.last).toBe(15);
    expect(cells[0]![0]!.value).toBe(5);
    expect(cells.at(-1)!.at(-1)!.value).toBe(4);
    expect(cells.flat().filter(Boolean)).toHaveLength(2);
  });
});
