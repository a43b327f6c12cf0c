// Every mistake that has a hypothesis has a cause, and every cause something that can be done.

import { describe, expect, it } from "vitest";
import { causeIds, cause } from "../../src/findings/causes.ts";
import { explainedExample } from "../../src/findings/explained.ts";
import { hypotheses } from "../../src/findings/explain.ts";
import { measure } from "../../src/findings/measure.ts";
import { causeOf } from "../../src/findings/cause-of.ts";
import type { Diagnosis } from "../../src/findings/explain.ts";
import { invoke } from "../../src/contract/invoke.ts";
import type { Call } from "../../src/contract/call.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { Violated } from "../../src/contract/verdict.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { roundFp32 } from "../../src/formats/fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch, violation } from "./find.ts";
import { kernel, twoPass } from "./kernels.ts";

const five = [1, 2, 4, 8, 11];

async function causeIn(implementation: LayerNormImplementation, input: Batch, property = "within-tolerance") {
  const { trial, verdict } = await violation(implementation, input);
  return (await explainedExample({ implementation, property, trial, verdict })).cause?.id;
}

describe("causes", () => {
  it("are labelled, and say what mends them", () => {
    for (const id of causeIds) {
      const { label, remedy } = cause(id);
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(label.length).toBeLessThan(60);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("are known for every hypothesis that fits", async () => {
    const { trial, verdict } = await violation(kernel("k", (x) => x.map((_, i) => i * 3.25)), batch("fp32", [1, 2, 4]));
    for (const { id } of hypotheses) {
      const diagnosis = { explanation: { certainty: "exact", hypothesis: id, sentence: "", alsoFits: [] }, lost: { stage: "variance", text: "" } } as unknown as Diagnosis;
      expect(causeOf("within-tolerance", trial, verdict, diagnosis).id, id).not.toBe("unknown");
    }
  });

  const affine = { gamma: [3, -2, 0.5, 1, 2], beta: [1, 0.25, -3, 2, 1] };
  it.each<[string, LayerNormImplementation, Batch]>([
    ["wrong-divisor", kernel("k", twoPass(roundFp32, { divisor: 1 })), batch("fp32", five)],
    ["epsilon-outside-root", kernel("k", twoPass(roundFp32, { eps: "outside" })), batch("fp32", five.map((x) => x / 1000), { eps: 1e-3 })],
    ["epsilon-ignored", kernel("k", twoPass(roundFp32, { eps: "dropped" })), batch("fp32", five.map((x) => x / 1000), { eps: 1e-3 })],
    ["gamma-ignored", kernel("k", twoPass(roundFp32, { affine: "no-gamma" })), batch("fp32", five, affine)],
    ["beta-before-gamma", kernel("k", twoPass(roundFp32, { affine: "beta-first" })), batch("fp32", five, affine)],
    ["elements-skipped", kernel("k", twoPass(roundFp32, { seen: (n) => n - 1 })), batch("fp32", five)],
    ["padding-counted", kernel("k", twoPass(roundFp32, { seen: (n) => n + 4 - (n % 4) })), batch("fp32", five)],
    ["wrong-scale", kernel("k", (x, shape) => twoPass(roundFp32)(x, { ...shape, eps: shape.eps + 0.75 })), batch("fp32", five)],
    ["wrong-mean", kernel("k", (x, shape) => Float64Array.from(twoPass(roundFp32)(x, shape), (y) => roundFp32(y + 0.5))), batch("fp32", five)],
  ])("name %s", async (id, implementation, input) => {
    expect(await causeIn(implementation, input)).toBe(id);
  });

  it("follow from some properties alone, and from calls that fail", async () => {
    const wrong = kernel("k", twoPass(roundFp32, { divisor: 1 }));
    expect(await causeIn(wrong, batch("fp32", five), "deterministic")).toBe("state-between-calls");
    expect(await causeIn(wrong, batch("fp32", five), "inputs-unchanged")).toBe("input-mutated");
    expect(await causeIn(wrong, batch("fp32", five), "row-independence")).toBe("row-mixing");
    const throwing = kernel("k", () => { throw new Error("no"); });
    const call = (await invoke(throwing, resolveContract(throwing), batch("fp32", five))) as Call;
    const verdict: Violated = { kind: "violated", margin: Infinity, row: 0, column: -1, observed: NaN, tolerance: { value: 0, terms: [], source: "" }, message: "" };
    expect(causeOf("answers", { call, derived: [], verdict }, verdict, undefined)).toMatchObject({ id: "throws" });
  });
});

describe("measuring outputs", () => {
  const measured = async (row: Parameters<typeof kernel>[1], x: readonly number[], options = {}) => {
    const implementation = kernel("k", row);
    return measure((await invoke(implementation, resolveContract(implementation), batch("fp32", x, options))) as Call, 0);
  };

  it("finds nothing in right outputs, and the last places in nearly right ones", async () => {
    expect(await measured((x) => x.map((v) => Math.fround(v)), [1, -1], { eps: 0 })).toBeUndefined();
    expect(await measured((x) => x.map((v) => v * (1 + 2 ** -23)), [1, -1], { eps: 0 })).toMatchObject({ wrong: "last-places" });
  });

  it("tells a mean from a scale, with γ and β as well", async () => {
    const affine = { gamma: [3, -2, 0.5, 1, 2], beta: [1, 0.25, -3, 2, 1] };
    const shifted = (x: Float64Array, shape: Parameters<Parameters<typeof kernel>[1]>[1]) => Float64Array.from(twoPass(roundFp32)(x, shape), (y, i) => roundFp32(y + 0.5 * (shape.gamma?.[i] ?? 1)));
    expect(await measured(shifted, five, affine)).toMatchObject({ wrong: "mean" });
    expect(await measured((x, shape) => twoPass(roundFp32)(x, { ...shape, eps: 0.75 }), five, affine)).toMatchObject({ wrong: "scale" });
  });

  it("makes nothing of two outputs that any mean and scale would explain", async () => {
    expect(await measured((x) => x.map((_, i) => i * 1.25), [8192, 8193])).toMatchObject({ wrong: "other" });
  });
});
