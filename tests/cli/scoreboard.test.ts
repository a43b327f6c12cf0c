// The scoreboard as people call it: a table, a page, JSON, the rows of an engine kept by its version and replayed, and one clear message for each thing
// that can be wrong. Kernels of two columns, so that nothing takes long.

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseScoreboard } from "../../src/report/scoreboard/parse-scoreboard.ts";
import { run } from "./fake-io.ts";

const main = join(resolve(import.meta.dirname, "../.."), "dist/src/cli/main.js");
let folder: string;

/** A one-pass variance, or, in its second version, a two-pass one. */
const engine = (version: string) => `
const f = Math.fround;
export default { id: "engine", format: "fp32", version: "${version}", fixed: { cols: 2, gamma: null, beta: null }, forward(x, { rows, eps }) {
  const y = new Float64Array(x.length);
  for (let i = 0; i < 2 * rows; i += 2) {
    const m = f(f(x[i] + x[i + 1]) / 2);
    const [a, b] = [f(x[i] - m), f(x[i + 1] - m)];
    const v = "${version}" === "1.0" ? f(f(f(f(x[i] * x[i]) + f(x[i + 1] * x[i + 1])) / 2) - f(m * m)) : f(f(f(a * a) + f(b * b)) / 2);
    const r = f(Math.sqrt(f(v + f(eps))));
    y[i] = f(a / r);
    y[i + 1] = f(b / r);
  }
  return y;
} };`;

function command(...words: string[]) {
  const { CI: _, ...ours } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: "utf8", env: { ...ours, NO_COLOR: "1", COLUMNS: "150" }, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "normfuzz-scoreboard-"));
  writeFileSync(join(folder, "engine.mjs"), engine("1.0"));
});

describe("scoreboard", () => {
  it("writes table, page, JSON and fixtures of the version", () => {
    const { code, out, err } = command("scoreboard", "engine.mjs", "--seed", "5", "--runs", "120", "--seconds", "60", "--json", "board.json");
    expect(code, err + out).toBe(1);
    expect(out).toMatch(/^D {2}engine {2}1\.0 /m);
    expect(out).toContain("behaves as");
    expect(out).toMatch(/µs a row of 2, 128 rows a call/);
    const board = parseScoreboard(readFileSync(join(folder, "board.json"), "utf8"), "board.json");
    expect(board.entries).toMatchObject([{ implementation: "engine", version: "1.0", model: false, grade: "D" }]);
    expect(board.entries[0]!.striking.length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, "reports/engines.md"), "utf8")).toContain("### engine 1.0: D");
    const kept = readdirSync(join(folder, "regressions/engine@1.0"));
    expect(kept.length).toBeGreaterThan(0);
    expect(board.entries[0]!.striking.map(({ fixture }) => fixture)).toContain(join("regressions/engine@1.0", kept[0]!));
  });

  it("the rows reproduce with that version; with another one replay says so, and what it does", () => {
    const same = command("replay", "regressions/engine@1.0", "--implementation", "engine.mjs");
    expect(same.code, same.err + same.out).toBe(0);
    expect(same.out).toContain("is open and reproduces");
    writeFileSync(join(folder, "engine.mjs"), engine("2.0"));
    const { code, out } = command("replay", "regressions/engine@1.0", "--implementation", "engine.mjs");
    expect(out).toContain("recorded of version 1.0, and version 2.0 is installed here; it does not happen here");
    expect(out).toMatch(/skipped: of engines or versions that are not installed here/);
    // None of them could be held to its status.
    expect(code).toBe(2);
    const { err } = command("verify", "engine.mjs", "--seed", "5", "--runs", "20");
    expect(err).toMatch(/skipped: \d fixtures? of engine 1\.0, and 2\.0 is installed here: normfuzz replay regressions\/engine@1\.0 /);
  });

  it("others' scoreboards stand on the same page", () => {
    const { code, out, err } = command("scoreboard", "engine.mjs", "--seed", "5", "--runs", "40", "--seconds", "60", "--with", "board.json", "--write", "pages/both.md", "--regressions", "none");
    expect(code, err + out).toBe(0);
    const page = readFileSync(join(folder, "pages/both.md"), "utf8");
    expect(page).toContain("### engine 2.0: ");
    expect(page).toContain("### engine 1.0: D");
    expect(existsSync(join(folder, "reports"))).toBe(true);
  });
});

describe("what is wrong is one message, and exit code 2", () => {
  it.each([
    [["scoreboard", "onnxruntim"], "did you mean onnxruntime?"],
    [["scoreboard", "--with", "/nowhere/board.json"], "--with /nowhere/board.json: cannot be read"],
    [["scoreboard", "--seconds", "never"], "give a number above 0"],
    [["scoreboard", "fp32", "fp32"], "fp32 is named twice"],
  ])("%j", async (words, message) => {
    const { code, err } = await run(words);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it("an engine that is asked for by name and is not there", async () => {
    const { code, out, err } = await run(["scoreboard", "pytorch-cuda-fp16", "--report", join(folder, "absent")], { env: { CI: "1" } });
    if (code === 2) expect(out + err).toMatch(/not measured here: pytorch-cuda-fp16: [\s\S]*normfuzz: \S/);
    else expect(out).toContain("pytorch-cuda-fp16");
  });
});
