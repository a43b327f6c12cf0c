// The table of a backward pass: every stage of each form beside exact values that are known from elsewhere, whose values it shows, and that its first loss is the
// sentence's.

import { describe, expect, it } from "vitest";
import { backwardOf } from "../../../src/impls/backward/backward.ts";
import fp64 from "../../../src/impls/fp64.ts";
import naive from "../../../src/impls/naive-fp16.ts";
import twoPass from "../../../src/impls/two-pass-sequential-fp32.ts";
import { exactGradientStages, exactRow } from "../../../src/findings/gradient/exact-gradient-stages.ts";
import { evaluateGradient } from "../../../src/findings/gradient/evaluate-gradient.ts";
import type { GradientRecipe } from "../../../src/findings/gradient/gradient-recipe.ts";
import { gradientStageIds } from "../../../src/findings/gradient/gradient-stage.ts";
import { lostInGradient } from "../../../src/findings/gradient/lost-in-gradient.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { rowOf } from "../../../src/oracle/row.ts";
import { correct } from "../../../faults/backward/parts/gradient-of.ts";
import { findGradient, gradientBatch, wrongGradient } from "./find-gradient.ts";

const batch = gradientBatch("fp64", [1, 2.5, -0.75, 4, 0.5], [0.5, -1, 2, 0.25, 1.5], { eps: 0.25, gamma: [1.5, 0.75, -1, 2, 1] });
const exact = exactRow(rowOf(batch, 0), batch.dy!)!;
const right = exactGradientStages(exact);
const recipe = (form: GradientRecipe["form"]): GradientRecipe => ({ statistics: { format: formatOf("fp64"), statistics: "two-pass", sums: "sequential" }, form, normalised: "multiply" });
const forms = ["means", "sums", "folded", "variance"] as const;

describe("the stages", () => {
  it.each(forms)("of %s in fp64 are the exact ones, up to roundings", (form) => {
    const { stages, losses } = evaluateGradient(batch, 0, recipe(form), formatOf("fp64"));
    expect(stages.at(-1)!.id).toBe("gradient");
    for (const { id, value } of stages) {
      expect(gradientStageIds).toContain(id);
      const [own, wanted] = [value, right[id]!].map((one) => (typeof one === "number" ? [one] : [...one]));
      expect(wanted, id).toHaveLength(own!.length);
      own!.forEach((one, i) => expect(one, id).toBeCloseTo(wanted![i]!, 13));
    }
    expect(losses.filter(({ kind }) => kind !== "cancellation")).toEqual([]);
  });

  it("have exact sums", () => {
    // 0.75 − 0.75 − 2 + 0.5 + 1.5, and Σγ·dy·x of the same.
    expect(right["gradient-sum"]).toBe(0);
    expect(right["product-sum"]).toBe(0.75 - 1.875 + 1.5 + 2 + 0.75);
  });

  it.each(["means", "sums", "folded"] as const)("of the form %s give dx of the built-in kernels of that form, bit for bit", (form) => {
    const { round } = formatOf("fp32");
    const kernel = { ...twoPass, backward: backwardOf(twoPass.forward, { form, round }) };
    const input = gradientBatch("fp32", [1, 2.5, -0.75, 4, 0.5, 0.1], [0.5, -1, 2, 0.25, 1.5, 0.3], { gamma: [1.5, 0.75, -1, 2, 1, 0.7] });
    const dx = kernel.backward(input.dy!, input.x, { rows: 1, cols: input.cols, eps: input.eps, gamma: input.gamma }) as { dx: Float64Array };
    const traced = evaluateGradient(input, 0, { ...recipe(form), statistics: { ...recipe(form).statistics, format: formatOf("fp32") } }, formatOf("fp32"));
    expect([...traced.dx]).toEqual([...dx.dx]);
  });
});

describe("what an error of a stage makes of dx", () => {
  const { stages } = evaluateGradient(batch, 0, recipe("means"), formatOf("fp64"));
  const folded = evaluateGradient(batch, 0, recipe("folded"), formatOf("fp64")).stages;
  const off = 2 ** -12;
  /** dx of the formula with one stage changed, in doubles: an error of 2^-12 is far above their roundings. */
  const dxWith = (id: string): number => {
    const { mean: mu, variance } = exact.forward.statistics;
    const n = batch.cols;
    const moved = (name: string) => (id === name ? off : 0);
    const mean = mu + moved("mean");
    const r = 1 / Math.sqrt(variance + moved("variance") + batch.eps + moved("epsilon") + moved("total")) + moved("rstd");
    const normalised = [...batch.x].map((x, i) => (x - mean) * r + (i === 1 ? moved("normalised") : 0));
    const g = [...batch.dy!].map((dy, i) => dy * batch.gamma![i]! + (i === 1 ? moved("incoming") : 0));
    const c1 = g.reduce((sum, one) => sum + one, 0) / n + moved("mean-gradient") + moved("gradient-sum") / n;
    const c2 = g.reduce((sum, one, i) => sum + one * normalised[i]!, 0) / n + moved("mean-projection") + moved("projection-sum") / n;
    return r * (g[0]! - c1 - normalised[0]! * c2);
  };
  it.each(["mean", "variance", "epsilon", "total", "rstd", "normalised", "incoming", "gradient-sum", "mean-gradient", "projection-sum", "mean-projection"])("is found for %s", (id) => {
    const error = Math.abs(dxWith(id) - exact.gradient.dx[0]!);
    expect(error).toBeGreaterThan(2 ** -20);
    const changed = stages.map((stage) => (stage.id !== id ? stage : { ...stage, value: typeof stage.value === "number" ? stage.value + off : stage.value.map((one, i) => (i === 1 ? one + off : one)) }));
    const lost = (share: number) => lostInGradient({ exact, right, stages: changed, losses: [], column: 0, error: error * share });
    // Named for an error of its own size and up to four times that, for none that is larger.
    expect(lost(1)!.stage).toBe(id);
    expect(lost(3.9)!.stage).toBe(id);
    expect(lost(4.1)).toBeUndefined();
  });

  it.each([
    ["slope", (change: number) => change * exact.forward.statistics.deviations[0]!],
    ["offset", (change: number) => change],
    ["product-sum", (change: number) => (-change * exact.forward.rstd ** 3 * exact.forward.statistics.deviations[0]!) / batch.cols],
  ] as const)("is found for %s of the folded form", (id, effect) => {
    const changed = folded.map((stage) => (stage.id === id ? { ...stage, value: (stage.value as number) + off } : stage));
    const lost = (share: number) => lostInGradient({ exact, right, stages: changed, losses: [], column: 0, error: Math.abs(effect(off)) * share });
    expect(lost(3.9)!.stage).toBe(id);
    expect(lost(4.1)).toBeUndefined();
  });

  it("is nothing where nothing is wrong", () => {
    expect(lostInGradient({ exact, right, stages, losses: [], column: 0, error: 0 })).toBeUndefined();
    expect(lostInGradient({ exact, right, stages, losses: [], column: 0, error: 1e-3 })).toBeUndefined();
  });
});

describe("the table", () => {
  it("of a kernel in fp16 is that of a model that gives its bits, and its first loss is the sentence's", async () => {
    const { stages: table, explanation } = (await findGradient(naive, gradientBatch("fp16", [0, 1], [0, 1])))!;
    expect(table).toMatchObject({ source: "matched", format: "fp16", precision: 11, column: 0, cols: 2, sentence: explanation!.lostAt });
    expect(table!.stages.map(({ stage }) => stage)).toEqual(["mean", "variance", "total", "rstd", "normalised", "incoming", "mean-gradient", "mean-projection", "rest", "gradient"]);
    const [first, ...more] = table!.stages.filter((stage) => stage.first);
    expect(more).toEqual([]);
    expect(`${first!.label}: ${first!.loss}`).toBe(table!.sentence);
    expect(table!.sentence).toBe("variance + ε: 0.25 where 0.25001 is exact, and dx[0]/rstd = −2e-5 is what terms of about 0.5 leave");
    expect(table!.stages.find(({ stage }) => stage === "gradient")).toMatchObject({ own: ["0", "0"], exact: ["-3.99976e-5", "3.99976e-5"], bitsLost: 10.4 });
  });

  it("of dγ and dβ shows the row that has most part in it", async () => {
    const saved = { statistics: (row: Parameters<typeof correct.statistics>[0]) => ({ ...correct.statistics(row), rstd: formatOf("fp16").round(correct.statistics(row).rstd) }) };
    const input = gradientBatch("fp16", [0, 1, 0, 3], [1, 1, -1, 1], { rows: 2 });
    const { stages: table, cause } = (await findGradient(wrongGradient(saved, "fp16"), input, "backward-parameters"))!;
    expect(cause!.id).toBe("statistics-saved-narrow");
    expect(table!.stages.map(({ stage }) => stage)).toEqual(["mean", "variance", "rstd", "normalised", "gamma-gradient", "beta-gradient"]);
    expect(table!.stages.find(({ first }) => first)!.stage).toBe("rstd");
  });

  it("says on which related input something is wrong", async () => {
    const clipped = wrongGradient({ dx: (parts, i) => Math.max(-1, Math.min(1, correct.dx(parts, i))) });
    const { stages: table } = (await findGradient(clipped, gradientBatch("fp32", [0, 0.25, 1], [0.4, 0, 0]), "backward-homogeneous"))!;
    expect(table!.whose).toMatch(/; on related input 1$/);
    expect(table!.sentence).toMatch(/^dx: /);
  });

  it("has nothing to say of a right gradient", async () => {
    const input = gradientBatch("fp64", [0, 1], [0, 1]);
    expect(fp64.backward).toBeDefined();
    expect(await findGradient(fp64, input)).toBeUndefined();
  });
});
