// The table of stages: whose values it shows, that they are measured against the exact ones, and that its first loss is the sentence's.

import { describe, expect, it } from "vitest";
import type { ForwardShape, LayerNormImplementation } from "../../src/contract/implementation.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { explainedExample } from "../../src/findings/explained.ts";
import { exactStages } from "../../src/findings/exact-stages.ts";
import { fixtureText, parseFixture } from "../../src/findings/fixture.ts";
import builtinNaive from "../../src/impls/naive-fp16.ts";
import builtinOnePass from "../../src/impls/one-pass-fp32.ts";
import { batch, counterexample, violation } from "./find.ts";
import { kernel, naiveFp16, onePass } from "./kernels.ts";

async function tableOf(implementation: LayerNormImplementation, input: Batch) {
  const { trial, verdict } = await violation(implementation, input);
  const { stages, explanation, cause } = await explainedExample({ implementation, property: "within-tolerance", trial, verdict });
  const first = stages?.stages.filter((stage) => stage.first) ?? [];
  return { table: stages!, first, sentence: explanation?.lostAt, cause, row: (id: string) => stages?.stages.find(({ stage }) => stage === id) };
}

const overflow = batch("fp16", [512, 0]);
const cancelling = batch("fp32", [2049, 2048]);
const subjects: [string, LayerNormImplementation, Batch, string, string, string][] = [
  ["a kernel that tells", builtinNaive, overflow, "observed", "squares", "overflow-of-squares"],
  ["a one-pass kernel that tells", builtinOnePass as LayerNormImplementation, cancelling, "observed", "variance", "cancellation-one-pass"],
  ["a kernel that does not", naiveFp16, overflow, "matched", "squares", "overflow-of-squares"],
  ["sums that overflow", naiveFp16, batch("fp16", [65504, 65504]), "matched", "sum", "overflow-of-sum"],
  ["ε that vanishes", builtinNaive, batch("fp16", [2, 2], { eps: 1e-8 }), "observed", "epsilon", "epsilon-underflow"],
];

describe("a table of stages", () => {
  it.each(subjects)("of %s names its first loss as the sentence does", async (_, given, input, source, stage, causeId) => {
    // Under the default contract one-pass is no excuse.
    const { table, first, sentence, cause } = await tableOf({ ...given, contract: {} }, input);
    expect(table.source).toBe(source);
    expect(first.map((one) => one.stage)).toEqual([stage]);
    expect(table.sentence).toBe(sentence);
    expect(sentence).toMatch(new RegExp(`^${first[0].label.replace(/[()]/g, "\\$&")}: `));
    expect(sentence).toContain(first[0].loss);
    expect(cause?.id).toBe(causeId);
  });

  it("has exact sums, and counts the bits that are gone", async () => {
    const { row, table } = await tableOf({ ...builtinOnePass, contract: {} } as LayerNormImplementation, cancelling);
    expect(row("sum-of-squares-of-x")).toMatchObject({ label: "Σx²", own: "8392705", exact: "8392705", bitsLost: 0 });
    expect(row("variance")).toMatchObject({ own: "0.5", exact: "0.25", bitsLost: 24 });
    expect(row("mean")).toMatchObject({ own: "2048.5", exact: "2048.5", bitsLost: 0 });
    expect([table.precision, table.format]).toEqual([24, "fp32"]);
  });

  it("counts no bits that only storing y takes", async () => {
    const odd: LayerNormImplementation = { id: "k", format: "fp16", forward: (x) => x.map((_, i) => i * 3.25) };
    const { row, table } = await tableOf(odd, batch("fp16", [0, 0, 1]));
    expect([table.source, table.precision]).toEqual(["inferred", 24]);
    // 1.4141817 as fp32 has it, 1.4140625 as it is stored: rounded to nearest, which is all that can be asked for.
    expect(row("affine")).toMatchObject({ own: ["-0.70703125", "-0.70703125", "1.4140625"], bitsLost: 0 });
  });

  it("infers where nothing fits, and says so", async () => {
    const odd = kernel("k", (x) => x.map((_, i) => i * 3.25));
    const { table, first } = await tableOf(odd, batch("fp32", [1, 2, 4]));
    expect([table.source, first]).toEqual(["inferred", []]);
    expect(table.whose).toContain("not known");
  });

  it("shows columns near the evidence of a long row, and keeps small", async () => {
    const long = batch("fp32", Array.from({ length: 768 }, (_, i) => 70000 + ((i * 37) % 11) / 8));
    const { table } = await tableOf(onePass, long);
    expect(table.columns.length).toBe(16);
    expect(table.columns).toContain(table.column);
    for (const { own, exact } of table.stages) for (const value of [own, exact]) if (typeof value !== "string") expect(value.length).toBe(16);
    expect(JSON.stringify(table).length).toBeLessThan(6000);
  });

  it("is not in fixture files", async () => {
    const found = await counterexample(builtinNaive, overflow);
    const minimal = { ...found.minimal, stages: (await tableOf(builtinNaive, overflow)).table };
    const text = fixtureText({ ...found, minimal });
    expect(text).toBe(fixtureText(found));
    expect(parseFixture(text, "f.json").minimal.stages).toBeUndefined();
  });
});

describe("a kernel that misuses its observer", () => {
  const naive = builtinNaive.forward.bind(builtinNaive);
  const misuse = (id: string, forward: LayerNormImplementation["forward"]): [string, LayerNormImplementation] => [id, { id: "k", format: "fp16", forward }];
  const plain = ({ trace: _, ...shape }: ForwardShape): ForwardShape => shape;
  it.each([
    misuse("throws when asked", (x, shape) => { if (shape.trace) throw new Error("no"); return naive(x, shape); }),
    misuse("tells without end", (x, shape) => { while (shape.trace) shape.trace("mean", 0, 1); return naive(x, plain(shape)); }),
    misuse("computes something else when asked", (x, shape) => (shape.trace ? x.map(() => 1) : naive(x, plain(shape)))),
    misuse("tells nonsense", (x, shape) => { shape.trace?.("means" as never, 0, {} as never); return naive(x, plain(shape)); }),
    misuse("never answers when asked", (x, shape) => { const y = naive(x, shape); return shape.trace ? new Promise<never>(() => {}) : y; }),
  ])("and %s has the stages of the model", async (_, implementation) => {
    const { table, cause } = await tableOf(implementation, overflow);
    expect(table.source).toBe("matched");
    expect(cause?.id).toBe("overflow-of-squares");
  });
});

it("exact stages are those of plain arithmetic where that is exact", () => {
  const row = { x: Float64Array.of(1, 3, 4, 8), eps: 0.5 };
  expect(exactStages(row, exactAnswer(row)!)).toMatchObject({
    sum: 16,
    mean: 4,
    deviations: Float64Array.of(-3, -1, 0, 4),
    squares: Float64Array.of(9, 1, 0, 16),
    "sum-of-squares": 26,
    "squares-of-x": Float64Array.of(1, 9, 16, 64),
    "sum-of-squares-of-x": 90,
    "mean-square-of-x": 22.5,
    variance: 6.5,
    epsilon: 0.5,
    total: 7,
  });
});
