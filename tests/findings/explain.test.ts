// Explanations name the cause of planted faults, and say nothing that they cannot show.

import { describe, expect, it } from "vitest";
import { explain, hypotheses } from "../../src/findings/explain.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { Violated } from "../../src/contract/verdict.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp32 } from "../../src/formats/fp32.ts";
import pytorch from "../../src/impls/models/pytorch-1-13-fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch, type RowOptions, violation } from "./find.ts";
import { kernel, naiveFp16, onePass, onePassFp32, twoPass } from "./kernels.ts";

const cause = async (implementation: LayerNormImplementation, input: Batch) => {
  const { trial, verdict } = await violation(implementation, input);
  return explain(trial, verdict);
};

describe("an explanation", () => {
  const affine: RowOptions = { gamma: [3, -2, 0.5, 1, 2], beta: [1, 0.25, -3, 2, 1] };
  const five = [1, 2, 4, 8, 11];
  const cases: [string, LayerNormImplementation, Batch, string | undefined][] = [
    ["one-pass", onePass, batch("fp32", [4096, 4097]), "cancels all 24 bits of fp32"],
    ["one-pass", onePass, batch("fp32", [2049, 2048]), "4196353 − 4196352 = 0.5 cancels 23 of the 24 bits of fp32 (κ = 4100)"],
    ["one-pass-clamped", kernel("clamped", onePassFp32((v) => Math.max(v, 0))), batch("fp32", [5793, 5794]), "cancels"],
    ["two-pass-in-storage", naiveFp16, batch("fp16", [65504, 65504]), "Σx: 65504 + 65504 = 131008 passes 65504, the largest fp16 number, at element 1"],
    ["two-pass-in-storage", naiveFp16, batch("fp16", [512, 0]), "256² = 65536 passes 65504"],
    ["two-pass-in-storage", naiveFp16, batch("fp16", [2, 2], { eps: 1e-8 }), "ε: 1e-8 rounds to 0 in fp16"],
    ["two-pass-in-storage", naiveFp16, batch("fp16", Array.from({ length: 3000 }, (_, i) => 1 + (i % 2))), "stays 2048 in fp16"],
    ["divisor-n-minus-1", kernel("k", twoPass(roundFp32, { divisor: 1 })), batch("fp32", five), "where"],
    ["epsilon-outside", kernel("k", twoPass(roundFp32, { eps: "outside" })), batch("fp32", five.map((x) => x / 1000), { eps: 1e-3 }), undefined],
    ["epsilon-dropped", kernel("k", twoPass(roundFp32, { eps: "dropped" })), batch("fp32", five.map((x) => x / 1000), { eps: 1e-3 }), "ε: 0 where 0.001 is exact"],
    ["gamma-ignored", kernel("k", twoPass(roundFp32, { affine: "no-gamma" })), batch("fp32", five, affine), undefined],
    ["beta-ignored", kernel("k", twoPass(roundFp32, { affine: "no-beta" })), batch("fp32", five, affine), undefined],
    ["beta-before-gamma", kernel("k", twoPass(roundFp32, { affine: "beta-first" })), batch("fp32", five, affine), undefined],
    ["last-element-skipped", kernel("k", twoPass(roundFp32, { seen: (n) => n - (n % 4) })), batch("fp32", five), "Σx: 15 where 26 is exact"],
    ["tail-of-4-skipped", kernel("k", twoPass(roundFp32, { seen: (n) => n - (n % 4) })), batch("fp32", [1, 2, 3, 4, 5, 7]), "Σx: 10 where 22 is exact"],
    ["lanes-padded-to-4", kernel("k", twoPass(roundFp32, { seen: (n) => n + 4 - (n % 4) })), batch("fp32", [1, 2, 4, 8, 16, 32, 7, 9, 70]), "Σ(x − mean)²"],
  ];

  it.each(cases)("names %s", async (id, implementation, input, text) => {
    const found = await cause(implementation, input);
    expect(found?.certainty).toBe("exact");
    expect(found?.hypothesis).toBe(id);
    expect(found?.sentence).toMatch(/^behaves exactly like /);
    if (text !== undefined) expect(found?.lostAt).toContain(text);
  });

  it("says by which form of the output it was lost, fused or not", async () => {
    const fused = await cause(pytorch, batch("fp32", [1087], { eps: 1e-12 }));
    expect(fused?.sentence).toBe("behaves exactly like a two-pass LayerNorm in fp32 whose x̂ is x·r − m·r in a fused multiply-add");
    expect(fused?.lostAt).toMatch(/^x̂: .* cancels all 24 bits of fp32/);
    const expanded = kernel("k", (x, { eps }) => {
      const meanOf = (values: readonly number[]) => roundFp32(values.reduce((sum, value) => roundFp32(sum + value), 0) / values.length);
      const mean = meanOf([...x]);
      const variance = meanOf([...x].map((value) => roundFp32(roundFp32(value - mean) ** 2)));
      const rstd = roundFp32(1 / roundFp32(Math.sqrt(roundFp32(variance + eps))));
      return [...x].map((value) => roundFp32(roundFp32(value * rstd) - roundFp32(mean * rstd)));
    });
    const found = await cause(expanded, batch("fp32", [1000003, 1000004, 1000008]));
    expect(found?.sentence).toBe("behaves exactly like a two-pass LayerNorm in fp32 whose x̂ is x·r − m·r");
    expect(found?.lostAt).toContain("cancels");
  });

  it("says consistent when only the rounding differs", async () => {
    const wide = kernel("k", (x, shape) => Float64Array.from(twoPass((v) => v, { divisor: 1 })(x, shape), (y) => roundFp32(y) * (1 + 2 ** -23)));
    const found = await cause(wide, batch("fp32", [1, 2, 4, 8, 11]));
    expect([found?.certainty, found?.hypothesis]).toEqual(["consistent", "divisor-n-minus-1"]);
  });

  it("admits that a row cannot tell hypotheses apart, without the variants of the one named", async () => {
    const found = await cause(naiveFp16, batch("fp16", [65504, 65504]));
    expect(found?.alsoFits.some((text) => text.includes("one-pass"))).toBe(true);
    expect(found?.alsoFits.some((text) => text.includes("clamped"))).toBe(false);
  });

  it("claims nothing about an answer that nothing explains", async () => {
    expect(await cause(kernel("k", (x) => x.map((_, i) => i * 3.25)), batch("fp32", [1, 2, 4]))).toBeUndefined();
  });

  it("only infers, where the declared algorithm is fragile and the answer is like no known mistake", async () => {
    const odd: LayerNormImplementation = { ...kernel("k", (x) => x.map((_, i) => i * 1.25)), contract: { algorithm: "one-pass" } };
    const found = await cause(odd, batch("fp32", [8192, 8193]));
    expect(found?.certainty).toBe("inferred");
    expect(found?.sentence).not.toContain("exactly");
    expect(found?.lostAt).toContain("cancels");
  });

  it("finds NaN taken for 0", async () => {
    const taken = kernel("k", (x, shape) => {
      const y = Float64Array.from(twoPass(roundFp32)(x.map((value) => (Number.isNaN(value) ? 0 : value)), shape));
      return y.map((value, i) => (Number.isNaN(x[i]) ? NaN : value));
    });
    const call = await invoke(taken, resolveContract(taken), batch("fp32", [1, 2, NaN, 4]));
    const verdict: Violated = { kind: "violated", margin: Infinity, row: 0, column: 0, observed: call.y[0], tolerance: { value: 0, terms: [], source: "" }, message: "NaN was swallowed" };
    expect(explain({ call, derived: [], verdict }, verdict)).toMatchObject({ certainty: "exact", hypothesis: "nan-ignored", lostAt: undefined });
  });

  it("stays silent when the evidence is not in the outputs of the row", async () => {
    const right = kernel("right", twoPass(roundFp32));
    const { trial, verdict } = await violation(onePass, batch("fp32", [4096, 4097]));
    const call = await invoke(right, trial.call.contract, trial.call.batch);
    expect(explain({ ...trial, call }, verdict)).toBeUndefined();
    expect(explain(trial, { ...verdict, row: 7 })).toBeUndefined();
  });

  it("has hypotheses with different ids", () => {
    const ids = hypotheses.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { variantOf } of hypotheses) expect(variantOf === undefined || ids.includes(variantOf)).toBe(true);
  });
});
