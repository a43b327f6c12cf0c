// What a scoreboard says of an implementation, from results that are known by hand: its letter, and the rows that it is remembered by.

import { describe, expect, it } from "vitest";
import type { ImplementationResult } from "../../../src/campaign/result.ts";
import { gradeOf } from "../../../src/campaign/scoreboard/grade.ts";
import { parameterOutcome, rowOutcome } from "../../../src/campaign/scoreboard/row-outcome.ts";
import { heldAsEngines, modelIds, scoreboardTargets } from "../../../src/campaign/scoreboard/scoreboard-targets.ts";
import { strikingOf } from "../../../src/campaign/scoreboard/striking.ts";
import { timeCalls } from "../../../src/campaign/scoreboard/time-calls.ts";
import { loadTarget } from "../../../src/campaign/target.ts";
import type { Counterexample } from "../../../src/findings/counterexample.ts";
import { fp32 } from "../../../src/formats/fp32.ts";
import twoPass from "../../../src/impls/fp32.ts";

function found(property: string, x: readonly number[], y: readonly number[], cause = "cancellation", eps = Math.fround(1e-5)): Counterexample {
  return {
    implementation: "engine",
    contract: { storage: "fp32", accumulator: "fp32", algorithm: "stable", summation: "any", output: "any" },
    property,
    statement: "",
    status: "open",
    minimal: {
      batch: { rows: 1, cols: x.length, eps, x: Float64Array.from(x, Math.fround) },
      y: Float64Array.from(y),
      row: 0,
      column: 0,
      observed: y[0]!,
      tolerance: { value: 0, terms: [], source: "" },
      margin: 2,
      message: "",
      cause: { id: cause, label: cause },
    },
    found: { seed: "1", family: "f", rowsTried: 1, shrinks: 0, version: "0" },
  };
}

function gradient(x: readonly number[], dy: readonly number[], dx: readonly number[], eps: number): Counterexample {
  const one = found("backward-agreement", x, dx, "statistics-saved-narrow", eps);
  return { ...one, minimal: { ...one.minimal, batch: { ...one.minimal.batch, dy: Float64Array.from(dy) } } };
}

const violated = (...counterexamples: readonly Counterexample[]): ImplementationResult["properties"] =>
  counterexamples.map((counterexample) => ({ property: counterexample.property, statement: "", why: "", status: "fail", runs: 1, margin: 2, violations: 1, counterexample }));
const beyond = (grade: "impossible" | "inaccurate", symptom: "non-finite" | "too-large" | "inaccurate", counterexample: Counterexample) => ({ grade, symptom, count: 1, counterexample });

const cancels = found("oracle-agreement", [2048, 2049], [-0.7071, 0.7071]);
const slightly = found("zero-mean", [1, 2], [-1.00002, 0.99998], "unknown");
const garbage = found("beyond:too-large", [8388609, 8388608], [316.2, 0]);
const nan = found("beyond:non-finite", [-1.7e38, 1.7e38], [NaN, NaN], "overflow");

describe("the outcome of a row", () => {
  const outcome = (x: readonly number[], y: readonly number[], eps?: number) => rowOutcome(found("p", x, y, "", eps).minimal, fp32)?.kind;
  it.each([
    [[2048, 2049], [-0.7071, 0.7071], "wrong"],
    [[1, 2], [-1.00002, 0.99998], "inaccurate"],
    [[8388609, 8388608], [316.2, 0], "too-large"],
    [[0, 3e19], [0, 0], "zeros"],
    [[1, 2], [NaN, 1], "not-a-number"],
    [[1, 2], [-Infinity, Infinity], "infinite"],
  ] as const)("%j to %j is %s", (x, y, expected) => expect(outcome(x, y)).toBe(expected));

  it("is nothing where the outputs are of another input, or the row has no answer", () => {
    expect(rowOutcome({ ...cancels.minimal, derived: 0 }, fp32)).toBeUndefined();
    expect(rowOutcome({ ...cancels.minimal, y: undefined }, fp32)).toBeUndefined();
    expect(outcome([1, NaN], [NaN, NaN])).toBeUndefined();
  });
});

describe("the outcome of a gradient", () => {
  const eps = Math.fround(1e-5);
  // dx is 4e-5 there, what ε leaves; rstd·max|dy| = 2.
  const outcome = (y: readonly number[], dy: readonly number[] = [0, 1]) => rowOutcome(gradient([0, 1], dy, y, eps).minimal, fp32);
  it.each([
    [[0, 0], "inaccurate"],
    [[NaN, 0], "not-a-number"],
    [[Infinity, 0], "infinite"],
    [[-1, 1], "wrong"],
    [[-4, 4], "too-large"],
  ] as const)("%j is %s", (y, expected) => expect(outcome(y)?.kind).toBe(expected));

  it("is measured by the terms of dx, not by what they leave", () => {
    expect(outcome([0, 0])!.error).toBeCloseTo(2e-5, 8);
    // Without an ε that counts, all of them are left.
    expect(rowOutcome(gradient([0, 0, 0], [0, 0, 1], [0, 0, 0], eps).minimal, fp32)).toMatchObject({ kind: "zeros" });
    expect(outcome([0, 0], [0, 0])).toEqual({ kind: "inaccurate", error: 0 });
    expect(outcome([1, 0], [0, 0])).toEqual({ kind: "too-large", error: Infinity });
  });

  it("of dγ and dβ is by their one value", () => {
    const wrong = (observed: number, expected: number) => parameterOutcome({ ...gradient([0, 1], [0, 4], [0, 0], eps).minimal, observed, expected })?.kind;
    expect([wrong(1, 1.5), wrong(1, 2), wrong(NaN, 1), wrong(Infinity, 1), wrong(0, Infinity)]).toEqual(["inaccurate", "wrong", "not-a-number", "infinite", undefined]);
  });

  it("decides the grade: a gradient that is no number is a wrong answer", () => {
    const gradeWith = (...found: readonly Counterexample[]) => gradeOf({ properties: violated(...found), beyond: [], verdict: "fail" });
    expect(gradeWith(gradient([0, 1], [0, 1], [0, 0], eps))).toBe("C");
    expect(gradeWith(gradient([0, 1], [0, 1], [NaN, NaN], eps))).toBe("D");
    const parameters = { ...gradient([0, 1], [0, 1], [0, 0], eps), property: "backward-parameters" };
    expect(gradeWith({ ...parameters, minimal: { ...parameters.minimal, observed: 0.999, expected: 1 } })).toBe("C");
    expect(gradeWith({ ...parameters, minimal: { ...parameters.minimal, observed: 0, expected: 1 } })).toBe("D");
  });

  it("has one row beside those of the forward pass, and alone where they are right", () => {
    const one = gradient([0, 1], [0, 1], [0, 0], eps);
    const parameters = { ...gradient([0, 2], [0, 1], [0, 0], eps), property: "backward-parameters" };
    expect(strikingOf({ properties: violated(one, gradient([0, 3], [0, 1], [-0.5, 0.5], eps), parameters), beyond: [] }).map(({ outcome: { kind } }) => kind)).toEqual(["wrong"]);
    const all = strikingOf({ properties: violated(one, cancels, slightly, found("unit-variance", [4096, 4097], [-0.72, 0.72])), beyond: [beyond("impossible", "too-large", garbage)] });
    expect(all.map(({ counterexample: { property } }) => property)).toEqual([expect.anything(), expect.anything(), expect.anything(), "backward-agreement"]);
    expect(strikingOf({ properties: violated(parameters), beyond: [] })).toEqual([]);
  });
});

describe("the grade", () => {
  it.each([
    ["A", [], [], "pass"],
    ["A", [], [beyond("inaccurate", "inaccurate", cancels)], "pass"],
    ["B", [], [beyond("impossible", "too-large", garbage)], "pass"],
    ["C", violated(slightly), [], "fail"],
    ["D", violated(slightly, cancels), [], "fail"],
    ["D", violated({ ...slightly, minimal: { ...slightly.minimal, y: undefined } }), [], "fail"],
    ["-", [], [], "error"],
  ] as const)("is %s", (grade, properties, outside, verdict) => expect(gradeOf({ properties, beyond: outside, verdict })).toBe(grade));
});

describe("the rows to remember", () => {
  it("are small, ordinary and each of its own kind; what breaks a promise comes first", () => {
    const properties = violated(found("finite-output", [1.8e19], [NaN], "overflow"), slightly, found("unit-variance", [4096, 4097], [-0.72, 0.72]), cancels);
    const chosen = strikingOf({ properties, beyond: [beyond("impossible", "non-finite", nan), beyond("impossible", "too-large", garbage)] });
    expect(chosen.map(({ counterexample }) => counterexample.property)).toEqual(["oracle-agreement", "finite-output", "beyond:too-large"]);
    expect(chosen.map((one) => one.beyond)).toEqual([false, false, true]);
  });

  it("are no more than there are, and none twice", () => {
    expect(strikingOf({ properties: violated(cancels, { ...cancels, property: "unit-variance" }), beyond: [] })).toHaveLength(1);
    expect(strikingOf({ properties: [], beyond: [] })).toEqual([]);
  });
});

describe("who is on it", () => {
  it("engines where they are installed, then every model, held to what engines are", async () => {
    const targets = await scoreboardTargets();
    expect(targets.filter(({ kind }) => kind === "engine").every(({ optional }) => optional)).toBe(true);
    expect(targets.map(({ name }) => name)).toEqual(expect.arrayContaining(["onnxruntime-fp32", "tfjs-cpu-fp32", "numpy-fp32", "pytorch-cpu-fp32", "pytorch-cuda-bf16"]));
    const ids = await modelIds();
    expect(ids).toEqual(expect.arrayContaining(["one-pass-fp32", "welford-fp32", "one-pass-fp16", "onnxruntime-1-30-fp32", "pytorch-1-13-fp32"]));
    expect(ids).not.toContain("fp32");
    expect(targets.filter(({ asEngine }) => asEngine).map(({ name }) => name)).toEqual(ids);
  });

  it("a model that is named is held so as well: by its own contract a one-pass kernel would look right", async () => {
    const [model, own] = await heldAsEngines([
      { kind: "builtin", name: "one-pass-fp32", label: "one-pass-fp32" },
      { kind: "builtin", name: "fp32", label: "fp32" },
    ]);
    expect((await loadTarget(model!, { callSeconds: 1 }))[0]!.contract).toEqual({ accumulator: "fp32", algorithm: "stable" });
    // Its backward pass is ours, not the engine's.
    expect((await loadTarget(model!, { callSeconds: 1 }))[0]!.backward).toBeUndefined();
    expect((await loadTarget({ ...model!, asEngine: false }, { callSeconds: 1 }))[0]!.contract).toMatchObject({ algorithm: "one-pass" });
    expect(own!.asEngine).toBeUndefined();
  });
});

describe("the time of calls", () => {
  it("is that of a row, at the shape that the implementation takes", async () => {
    const timing = await timeCalls({ ...twoPass, fixed: { cols: 4, rows: 2 } });
    expect(timing).toMatchObject({ rows: 2, cols: 4 });
    expect(timing!.microsecondsPerRow).toBeGreaterThan(0);
  });

  it("is none where a call fails", async () => {
    const fails = () => {
      throw new Error("no");
    };
    expect(await timeCalls({ id: "fails", format: "fp32", forward: fails })).toBeUndefined();
  });
});
