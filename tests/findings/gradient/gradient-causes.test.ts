// What is said of every backward pass that is wrong on purpose: the right cause, or none. A wrong one would send an engineer to the wrong line.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allFamilies, backwardProperties } from "../../../src/campaign/catalogue.ts";
import { examine } from "../../../src/campaign/examine.ts";
import { explore } from "../../../src/campaign/explore.ts";
import { fixedSeed, profiles } from "../../../src/campaign/settings.ts";
import type { Fault } from "../../../src/contract/fault.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { roundBf16 } from "../../../src/formats/bf16.ts";
import { roundFp16 } from "../../../src/formats/fp16.ts";
import naive from "../../../src/impls/naive-fp16.ts";
import { backwardFamily } from "../../../src/rows/incoming-gradient.ts";
import { correct, mean, type Pieces, statisticsOf } from "../../../faults/backward/parts/gradient-of.ts";
import { findGradient, gradientBatch, wrongGradient } from "./find-gradient.ts";

/** Of each fault, by the property that is there for it. */
const named: Readonly<Record<string, readonly string[]>> = {
  "dbeta-of-the-first-rows": ["rows-left-out"],
  "dgamma-in-fp16": ["parameter-sums-narrow"],
  "dgamma-of-every-row": ["wrong-length"],
  "dgamma-with-gamma": ["parameter-with-gamma"],
  "divisor-n-minus-1": ["gradient-divisor"],
  "epsilon-dropped-backward": ["epsilon-ignored"],
  "epsilon-projected": ["epsilon-projected-out"],
  "gamma-forgotten": ["gamma-ignored-in-gradient"],
  "gradient-clipped": ["threshold"],
  "gradient-not-rounded": ["output-not-rounded"],
  "gradient-rounded-down": ["gradient-not-to-nearest"],
  "gradient-truncated": ["gradient-not-to-nearest"],
  "gradients-accumulated": ["state-between-calls"],
  "mean-gradient-missing": ["mean-gradient-forgotten"],
  "mean-over-rows": ["wrong-axis"],
  "mean-saved-in-bf16": ["statistics-saved-narrow"],
  // Whichever comes first.
  "one-pass-recomputed": ["cancellation-one-pass", "overflow-of-squares", "one-pass-rounding"],
  "parameters-averaged": ["parameters-averaged"],
  "parameters-swapped": ["parameters-swapped"],
  "projection-missing": ["projection-forgotten"],
  "projection-of-dy": ["gamma-ignored-in-gradient"],
  "projection-sign": ["wrong-sign-in-gradient"],
  "rstd-saved-in-fp16": ["statistics-saved-narrow"],
  "rstd-squared": ["wrong-power-of-rstd"],
  "statistics-of-the-first-row": ["row-mixing"],
  "gradient-subnormals-flushed": ["threshold"],
  "sums-by-atomics": ["state-between-calls"],
  "sums-not-reset": ["row-mixing"],
  "variance-gradient-in-fp16": ["overflow-of-rstd"],
  "written-into-dy": ["input-mutated"],
  "zero-gradients-not-counted": ["gradient-divisor"],
};

const folder = join(import.meta.dirname, "../../../faults/backward");
const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const faults: readonly Fault[] = await Promise.all(files.map(async (name) => ((await import(join(folder, name))) as { default: Fault }).default));
const [properties, drawn] = await Promise.all([backwardProperties(), allFamilies()]);
const families = drawn.map(backwardFamily);
/** A fraction of what a run has: what a fault needs to be seen, and no more. */
const [batches, elementsMax, shrinkCalls] = [100, 48, 100];

it("every fault of the backward pass has a cause that is right for it", () => {
  expect(faults.map(({ id }) => id).sort()).toEqual(Object.keys(named).sort());
});

describe.each(faults)("$id", (fault) => {
  it(`is named, or not known, by ${fault.property} and by whatever else it violates`, async () => {
    const settings = { ...profiles.pr, seed: fixedSeed, seconds: Infinity, runs: batches, elementsMax, shrinkCalls };
    const contract = resolveContract(fault.create());
    const tally = await explore({ implementation: fault.create(), contract, properties, families, settings });
    const causes = new Map<string, string | undefined>();
    for (const property of properties) {
      const { simplest, worst } = tally.properties.get(property.id) ?? {};
      if (simplest === undefined || (property.id !== fault.property && causes.size > 2)) continue;
      const examined = async (sighting = simplest) => examine({ implementation: fault.create(), contract, property, simplest: sighting, settings });
      // What hangs on earlier calls need not come back.
      const found = (await examined()) ?? (await examined(worst));
      if (found !== undefined) causes.set(property.id, found.minimal.cause?.id);
    }
    expect(named[fault.id]).toContain(causes.get(fault.property));
    // What one value read from another row is called row mixing as well.
    for (const [property, cause] of causes) if (property !== "backward-row-independence" && property !== "backward-deterministic") expect([...named[fault.id]!, "unknown"], property).toContain(cause);
  });
});

describe("mistakes that nobody has a model of", () => {
  const { fround } = Math;
  const x = [1, 2.5, -0.75, 4, 0.5];
  const dy = [0.5, -1, 2, 0.25, 1.5];
  const subjects: readonly (readonly [string, Partial<Pieces>])[] = [
    ["a factor of 1.01", { dx: (parts, i) => fround(correct.dx(parts, i) * 1.01) }],
    ["an offset", { dx: (parts, i) => fround(correct.dx(parts, i) + 0.001) }],
    ["the last column of 0", { dx: (parts, i) => (i === parts.g.length - 1 ? 0 : correct.dx(parts, i)) }],
    ["ε of its own", { statistics: (row) => statisticsOf(row.x, 3e-4) }],
    ["a projection of nine tenths", { means: (row) => ({ c1: correct.means(row).c1, c2: fround(correct.means(row).c2 * 0.9) }) }],
    ["a mean of the first half", { means: (row) => ({ c1: mean(row.g.subarray(0, Math.ceil(row.g.length / 2))), c2: correct.means(row).c2 }) }],
    ["absolute values", { means: (row) => ({ c1: mean(row.g.map(Math.abs)), c2: correct.means(row).c2 }) }],
  ];
  it.each(subjects)("%s: no cause is claimed", async (_, pieces) => {
    const found = await findGradient(wrongGradient(pieces), gradientBatch("fp32", x, dy));
    expect(found!.cause).toEqual({ id: "unknown", label: "like no mistake known here" });
    expect(found!.explanation).toBeUndefined();
    // What the declared form has is shown all the same, and said to be no more than that; nothing is marked.
    expect(found!.stages).toMatchObject({ source: "inferred", sentence: undefined });
    expect(found!.stages!.whose).toMatch(/^inferred from the contract/);
    expect(found!.stages!.stages.some(({ first }) => first)).toBe(false);
  });

  it("nor where a short row fits several, and the implementation cannot be asked", async () => {
    const saved: Partial<Pieces> = { statistics: (row) => ({ ...correct.statistics(row), rstd: roundFp16(correct.statistics(row).rstd) }) };
    const batch = gradientBatch("fp16", [0, 1], [0, 1]);
    const alone = await findGradient(wrongGradient(saved, "fp16"), batch, "backward-agreement", false);
    expect(alone!.cause!.id).toBe("unknown");
    expect(alone!.explanation!.alsoFits.length).toBeGreaterThan(0);
    expect(alone!.explanation!.lostAt).toBeUndefined();
    expect((await findGradient(wrongGradient(saved, "fp16"), batch))!.cause!.id).toBe("statistics-saved-narrow");
  });
});

describe("what a narrow format does", () => {
  it.each([
    ["statistics saved in fp16 lose what ε leaves", [0, 1], [0, 1], 1e-5, "statistics-saved-narrow", /^1\/√\(variance \+ ε\): 2 where 1\.99996 is exact/],
    ["rstd saved in fp16 overflows", [2 ** -17, 0], [0, 1], 0, "statistics-saved-narrow", /^1\/√\(variance \+ ε\): .* passes 65504/],
  ] as const)("%s", async (_, x, dy, eps, cause, sentence) => {
    const saved: Partial<Pieces> = { statistics: (row) => ({ mean: roundFp16(correct.statistics(row).mean), rstd: roundFp16(correct.statistics(row).rstd) }) };
    const found = await findGradient(wrongGradient(saved, "fp16"), gradientBatch("fp16", x, dy, { eps }), eps === 0 ? "backward-finite" : "backward-agreement");
    expect(found!.cause!.id).toBe(cause);
    expect(found!.explanation!.lostAt).toMatch(sentence);
  });

  it.each([
    ["the difference cancels", [0, 1], [0, 1], {}, "cancellation-in-gradient"],
    ["Σx overflows before everything", [32768, 32768], [1, 2], {}, "overflow-of-sum"],
    ["squares overflow", [0, 512, 1024], [1, 0, 0], {}, "overflow-of-squares"],
    ["γ·dy overflows", [0, 1], [512, 1], { gamma: [256, 1] }, "overflow-of-incoming"],
    ["Σγ·dy overflows", [0, 1], [60000, 30000], {}, "overflow-of-gradient-sums"],
    ["ε is rounded", [0, 0], [0, 1], { eps: 1e-7 }, "epsilon-narrow"],
  ] as const)("%s where every step is rounded to fp16", async (_, x, dy, options, cause) => {
    const batch = gradientBatch("fp16", x, dy, options);
    const found = (await findGradient(naive, batch)) ?? (await findGradient(naive, batch, "backward-finite"));
    expect(found!.cause!.id).toBe(cause);
    expect(found!.cause!.remedy).toBeDefined();
  });

  it("a format that is narrower than what the kernel has on plain rows is not named, whatever a row fits", async () => {
    const onePass: Partial<Pieces> = {
      statistics({ x, eps }) {
        const centre = mean(x);
        const variance = Math.fround(mean(x.map((value) => Math.fround(value * value))) - Math.fround(centre * centre));
        return { mean: centre, rstd: Math.fround(1 / Math.fround(Math.sqrt(Math.fround(variance + eps)))) };
      },
      // In another order than any model has it, so that none of them is exact everywhere.
      dx: ({ g, normalised, rstd, c1, c2 }, i) => Math.fround(rstd * Math.fround(g[i]! - Math.fround(Math.fround(normalised[i]! * c2) + c1))),
    };
    const found = await findGradient(wrongGradient(onePass), gradientBatch("fp32", [2 ** 64], [0]), "backward-finite");
    expect(found!.explanation!.hypothesis).toBe("one-pass");
    expect(found!.explanation!.alsoFits.join()).not.toMatch(/16/);
    expect(found!.cause!.id).toBe("overflow-of-squares");
  });

  it("x̂ saved in bf16 is told from statistics that are", async () => {
    const batch = gradientBatch("bf16", [0, 1], [0, 1]);
    const normalised = await findGradient(wrongGradient({ normalised: (row, statistics, i) => roundBf16(correct.normalised(row, statistics, i)) }, "bf16"), batch);
    expect(normalised!.cause!.id).toBe("normalised-saved-narrow");
  });
});
