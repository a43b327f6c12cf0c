// A trial judges the same whether calls answer at once or later, and whether or not they fail.

import { describe, expect, it } from "vitest";
import type { Call } from "../../src/contract/call.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import type { Property } from "../../src/contract/property.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { runTrial, tryProperty } from "../../src/contract/trial.ts";
import { holdsExactly } from "../../src/contract/verdict.ts";

const batch = { rows: 1, cols: 2, x: Float64Array.of(1, 2), eps: Math.fround(1e-5) };
const negated = { ...batch, x: Float64Array.of(-1, -2) };
const echo: LayerNormImplementation = { id: "echo", format: "fp32", forward: (x) => x };
const contract = resolveContract(echo);

function property(overrides: Partial<Property> = {}): Property & { readonly seen: (readonly Call[])[] } {
  const seen: (readonly Call[])[] = [];
  const check: Property["check"] = (call, derived) => {
    seen.push([call, ...derived]);
    return holdsExactly;
  };
  return { id: "odd", statement: "", why: "", applies: () => true, derive: () => [negated], check, seen, ...overrides };
}

describe("a trial", () => {
  it("hands the call and the derived calls to the check, at once", () => {
    const one = property();
    const trial = tryProperty(echo, contract, one, batch);
    expect(trial).not.toBeInstanceOf(Promise);
    expect(one.seen.map((calls) => calls.map(({ y }) => [...y]))).toEqual([[[1, 2], [-1, -2]]]);
  });

  it("waits for implementations that answer with a promise, at either call", async () => {
    const late: LayerNormImplementation = { ...echo, forward: async (x) => x };
    const lateOnNegative: LayerNormImplementation = { ...echo, forward: (x) => (x[0] < 0 ? Promise.resolve(x) : x) };
    for (const implementation of [late, lateOnNegative]) {
      const one = property();
      expect(await runTrial(implementation, contract, one, batch)).toEqual(holdsExactly);
      expect([...one.seen[0][1].y]).toEqual([-1, -2]);
    }
  });

  it("judges a call that was made before instead of a new one", async () => {
    let calls = 0;
    const counted: LayerNormImplementation = { ...echo, forward: (x) => (calls++, x) };
    const { call } = await tryProperty(counted, contract, property(), batch);
    await tryProperty(counted, contract, property({ derive: () => [] }), batch, call);
    expect(calls).toBe(2);
  });

  it("skips a property that does not apply without deriving or checking", async () => {
    const one = property({ applies: () => false, derive: () => { throw new Error("derived"); } });
    expect((await runTrial(echo, contract, one, batch)).kind).toBe("skip");
    expect(one.seen).toEqual([]);
  });

  it("leaves failed calls to the property `answers`", async () => {
    const throwing: LayerNormImplementation = { ...echo, forward: () => { throw new Error("no"); } };
    expect((await runTrial(throwing, contract, property(), batch)).kind).toBe("skip");
    const answers = property({ id: "answers", judgesFailures: true, derive: () => [] });
    await runTrial(throwing, contract, answers, batch);
    expect(answers.seen[0][0].failure?.kind).toBe("throws");
  });

  it("holds a failure of a derived call against the implementation", async () => {
    const moody: LayerNormImplementation = { ...echo, forward: (x) => (x[0] < 0 ? [] : x) };
    const one = property();
    expect(await runTrial(moody, contract, one, batch)).toMatchObject({ kind: "violated", derived: 0, margin: Infinity, message: expect.stringContaining("returned 0 values") });
    expect(one.seen).toEqual([]);
  });

  it("does not ask what an implementation cannot be asked", async () => {
    const one = property({ derive: () => [{ ...batch, cols: 4, x: new Float64Array(4) }] });
    expect((await runTrial({ ...echo, fixed: { cols: 2 } }, contract, one, batch)).kind).toBe("skip");
    expect((await runTrial({ ...echo, fixed: { cols: 2 } }, contract, property(), batch)).kind).toBe("holds");
  });
});
