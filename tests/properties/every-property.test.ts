// Every property says what it is, catches the kernel that it is there for, and lets a correct one pass on the very same batch.

import { describe, expect, it } from "vitest";
import { layerNormOf } from "../../faults/parts/layer-norm.ts";
import { runTrial } from "../../src/contract/trial.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { faults } from "./faults.ts";
import { properties } from "./read-properties.ts";

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
    const verdict = await runTrial(right ?? layerNormOf({ id: "subject", format: implementation.format }), contract, property, batch);
    expect(verdict.kind).toBe("holds");
  });
});
