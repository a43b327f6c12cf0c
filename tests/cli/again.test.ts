// What a run prints as the way to do it again does the same run: nothing that decides it is left out.

import { describe, expect, it } from "vitest";
import { profiles } from "../../src/campaign/settings.ts";
import { againCommand } from "../../src/cli/again.ts";

const usual = { ...profiles.local, seed: "7" };

describe("againCommand", () => {
  it("names targets, seed and profile alone where the rest is usual", () => {
    expect(againCommand(["fp32", "my kernel.mjs"], usual)).toBe('npx normfuzz verify fp32 "my kernel.mjs" --seed 7 --profile local');
  });
  it("gives every option that differs", () => {
    const settings = { ...usual, seed: "a b", runs: 1500, seconds: 2, callSeconds: 9, strict: true, regressions: "kept here", properties: ["negation", "monotone"] };
    expect(againCommand([], settings)).toBe('npx normfuzz verify --seed "a b" --profile local --runs 1500 --seconds 2 --call-seconds 9 --strict --regressions "kept here" --property negation --property monotone');
  });
});
