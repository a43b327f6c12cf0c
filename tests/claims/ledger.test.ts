// The ledger of claims: what is committed is what the experiments give, the check says where it is not, and no verdict is written down.

import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { numberOf } from "../../claims/claim.ts";
import { documentFile, documentOf, type Files } from "../../claims/document.ts";
import { allClaims } from "../../claims/read-claims.ts";
import { runClaims, type Outcome } from "../../claims/run-claim.ts";
import { staleLines } from "../../claims/stale.ts";
import { alterations } from "./alterations.ts";

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
let outcomes: readonly Outcome[];
let files: Files;

beforeAll(async () => {
  outcomes = await runClaims(await allClaims());
  files = documentOf(outcomes);
  // Seconds on a free core; coverage and a busy machine take their share.
}, 180_000);

describe("docs/claims.md", () => {
  it("is what the experiments give: otherwise run `npm run claims`", () => {
    expect(staleLines(files, read)).toEqual([]);
  });

  it("is called stale when a verdict, a figure or the whole is another", () => {
    const text = files.get(documentFile)!;
    const changed = (file: string, other: string | undefined) => staleLines(files, (name) => (name === file ? other : files.get(name)));
    expect(changed(documentFile, text.replace("**refuted**", "**confirmed**"))[0]).toMatch(/^docs\/claims\.md is stale from line \d+ on: run `npm run claims` and commit/);
    expect(changed(documentFile, `${text}more\n`)[0]).toMatch(/is stale/);
    expect(changed(documentFile, undefined)[0]).toMatch(/is missing/);
    for (const file of files.keys()) expect(changed(file, "")).toHaveLength(1);
  });

  it("has every claim once, in order, with the command that runs it alone", () => {
    const numbers = outcomes.map(({ claim }) => numberOf(claim));
    expect(numbers).toEqual(Array.from(numbers, (_, i) => i + 1));
    for (const number of numbers) expect(files.get(documentFile)).toContain(`\`npm run claims -- ${number}\``);
  });

  it("has neither times nor dates in it", () => {
    for (const text of files.values()) expect(text).not.toMatch(/\b\d+(\.\d+)? ?(ms|seconds|minutes)\b|\b20\d\d-\d\d/);
  });
});

describe("a verdict", () => {
  it.each(alterations)("of $id would be $verdict if $name", ({ id, judge, verdict }) => {
    const measured = outcomes.find(({ claim }) => claim.id === id)!.judgement;
    const other = judge(outcomes);
    expect(other.verdict).toBe(verdict);
    expect(other.verdict).not.toBe(measured.verdict);
    expect(other.because).not.toBe(measured.because);
  });

  it("of every claim has been seen to change", () => {
    expect(new Set(alterations.map(({ id }) => id))).toEqual(new Set(outcomes.map(({ claim }) => claim.id)));
  });

  it("is of one line, and says why", () => {
    for (const { judgement } of outcomes) expect(judgement.because).toMatch(/^[A-Z1-9].{20,240}\.$/);
  });
});
