// A run in this process: verdicts, repeatability, regressions before the search, strictness, and runs cut short.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verify } from "../../src/campaign/verify.ts";
import { PluginError } from "../../src/contract/plugin-error.ts";
import { writeFixture } from "../../src/findings/store.ts";
import { kernel, right, unbiased } from "./kernels.ts";

const emptyFolder = () => mkdtempSync(join(tmpdir(), "normfuzz-"));
const settings = { seed: "7", runs: 600, seconds: 60, shrinkCalls: 400, profile: "pr", regressions: emptyFolder() } as const;

describe("verify", () => {
  it("passes a correct kernel and counts what it did", async () => {
    const result = await verify(right, settings);
    expect(result.verdict).toBe("pass");
    expect(result.batches).toBe(600);
    expect(result.rows).toBeGreaterThan(600);
    expect(result.properties.filter(({ status }) => status === "fail")).toEqual([]);
    for (const { property, status, runs } of result.properties) expect(runs > 0, `${property}: ${status}`).toBe(status !== "skip");
  });

  it("fails a wrong one with a counterexample of two values", async () => {
    const result = await verify(unbiased, settings);
    expect(result.verdict).toBe("fail");
    const agreement = result.properties.find(({ property }) => property === "oracle-agreement")!;
    expect(agreement.status).toBe("fail");
    expect(agreement.counterexample!.minimal.batch).toMatchObject({ rows: 1, cols: 2 });
    expect(agreement.counterexample!.minimal.explanation?.sentence).toContain("n − 1");
  });

  it("gives the same result for the same seed, to synchronous and asynchronous kernels", async () => {
    const strip = ({ seconds: _, ...result }: Awaited<ReturnType<typeof verify>>) => result;
    const first = strip(await verify(unbiased, settings));
    expect(strip(await verify(unbiased, settings))).toEqual(first);
    const promised = { ...unbiased, forward: async (...given: Parameters<typeof unbiased.forward>) => unbiased.forward(...given) };
    expect(strip(await verify(promised, settings))).toEqual(first);
    expect(strip(await verify(unbiased, { ...settings, seed: "8" }))).not.toEqual(first);
  });

  it("judges only the properties that are asked for, and answers", async () => {
    const result = await verify(right, { ...settings, properties: ["negation"] });
    expect(result.properties.map(({ property }) => property)).toEqual(["answers", "negation"]);
    await expect(verify(right, { ...settings, properties: ["negatoin"] })).rejects.toThrow("did you mean negation?");
  });

  it("gives no verdict when the time ends before the fewest batches", async () => {
    const result = await verify(right, { ...settings, seconds: 1e-9 });
    expect(result).toMatchObject({ verdict: "error", interrupted: true });
    expect(result.error).toMatch(/only \d+ of at least 500 batches/);
  });

  it("refuses what is not an implementation", async () => {
    await expect(verify({ id: "x", format: "fp23" } as never)).rejects.toThrow(PluginError);
  });

  it("reports impossible values beyond the contract, and fails them when strict", async () => {
    const relaxed = await verify(right, { ...settings, runs: 2000 });
    expect(relaxed.verdict).toBe("pass");
    expect(relaxed.beyond.map(({ grade }) => grade)).toContain("impossible");
    expect((await verify(right, { ...settings, runs: 2000, strict: true })).verdict).toBe("fail");
  });
});

describe("regression fixtures of a run", () => {
  async function folderWith(status: "open" | "fixed"): Promise<string> {
    const folder = emptyFolder();
    const { properties } = await verify(unbiased, settings);
    const { counterexample } = properties.find(({ property }) => property === "oracle-agreement")!;
    writeFixture(folder, { ...counterexample!, status });
    return folder;
  }

  it("an open one makes its violation known", async () => {
    const regressions = await folderWith("open");
    const { properties, regressions: replayed } = await verify(unbiased, { ...settings, regressions });
    expect(replayed).toEqual({ replayed: 1, failures: [] });
    expect(properties.find(({ property }) => property === "oracle-agreement")!.status).toBe("known");
  });

  it("an open one that no longer reproduces fails the run and says what to do", async () => {
    const regressions = await folderWith("open");
    const result = await verify(kernel("unbiased"), { ...settings, regressions });
    expect(result.verdict).toBe("fail");
    expect(result.regressions.failures[0]!.message).toContain('set "status" to "fixed"');
  });

  it("a fixed one that is violated again fails the run", async () => {
    const regressions = await folderWith("fixed");
    const result = await verify(unbiased, { ...settings, regressions });
    expect(result.regressions.failures[0]!.message).toContain("violated again");
    expect((await verify(kernel("unbiased"), { ...settings, regressions })).verdict).toBe("pass");
  });

  it("a broken file is a failure with its name, not a crash", async () => {
    const regressions = await folderWith("open");
    const { properties } = await verify(unbiased, { ...settings, regressions });
    const file = properties.find(({ fixture }) => fixture !== undefined)!.fixture!;
    writeFileSync(file, readFileSync(file, "utf8").replace('"rows": 1', '"rows": "one"'));
    const result = await verify(unbiased, { ...settings, regressions });
    expect(result.regressions.failures[0]!.message).toContain(file);
    expect(result.regressions.failures[0]!.message).toContain("rows");
  });
});
