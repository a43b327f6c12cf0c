// Every property says what it is, catches the kernel that it is there for, and lets a correct one pass on the very same batch.

import { describe, expect, it } from "vitest";
import { runTrial } from "../../src/contract/trial.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { roundFp16 } from "../../src/formats/fp16.ts";
import { faults } from "./faults.ts";
import { properties } from "./read-properties.ts";
import { twoPassWith } from "./two-pass-with.ts";

it.each(properties)("$id states its invariant and why it matters, one line each", ({ id, statement, why }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(statement).toMatch(/^[^\n]{20,200}$/);
  expect(why).toMatch(/^[^\n]{40,300}\.$/);
});

it("every property has a fault that it must catch", () => {
  expect([...new Set(faults.map(({ property }) => property))].sort()).toEqual(properties.map(({ id }) => id));
});

describe.each(faults)("$property catches: $name", ({ property: id, implementation, contract: declared, batch, message, right }) => {
  const property = properties.find((one) => one.id === id)!;
  const subject = declared === undefined ? implementation : { ...implementation, contract: declared };
  const contract = resolveContract(subject);

  it("is violated, with evidence", async () => {
    const verdict = await runTrial(subject, contract, property, batch);
    if (verdict.kind !== "violated") return expect.fail(`${id}: ${JSON.stringify(verdict)}`);
    expect(verdict.message).toMatch(message);
    expect(verdict.margin).toBeGreaterThan(1);
    expect(verdict.row).toBeGreaterThanOrEqual(0);
    expect(verdict.column).toBeGreaterThanOrEqual(-1);
    expect(verdict.tolerance.source).not.toBe("");
    expect(verdict.message).not.toMatch(/undefined|\[object/);
  });

  it("holds for a correct kernel", async () => {
    const verdict = await runTrial(right ?? correctIn(implementation.format), contract, property, batch);
    expect(verdict.kind).toBe("holds");
  });
});

function correctIn(format: string) {
  const fp32 = twoPassWith();
  if (format === "fp32") return fp32;
  return { ...fp32, format: "fp16" as const, forward: (x: Float64Array, shape: Parameters<typeof fp32.forward>[1]) => Float64Array.from(fp32.forward(x, shape) as Float64Array, roundFp16) };
}
