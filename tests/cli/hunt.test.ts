// `normfuzz hunt` as people call it: a map, a card, JSON, exit codes, and what it says of kernels that never come back.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

const main = join(resolve(import.meta.dirname, "../.."), "dist/src/cli/main.js");
const folder = mkdtempSync(join(tmpdir(), "normfuzz-hunt-"));

function hunt(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "hunt", ...words], { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" }, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

it("maps the worst rows of a passing kernel, and writes them as JSON", () => {
  const { code, out, err } = hunt("mixed-fp16", "--seed", "5", "--runs", "800", "--json", "out/hunt.json");
  expect(code, err).toBe(0);
  expect(err).toMatch(/^seed 5 /);
  expect(out).toMatch(/^mixed-fp16 · worst error ÷ tolerance, inside the contract · seed 5 · [\d,]+ rows in /);
  expect(out).toMatch(/κ ≥ 2\^0 .*0\.\d\d/);
  expect(out).toContain("mixed-fp16 comes nearest to its tolerance at y[");
  const [result] = JSON.parse(readFileSync(join(folder, "out/hunt.json"), "utf8"));
  expect(result).toMatchObject({ schema: "normfuzz/hunt/1", implementation: "mixed-fp16", objective: "margin", seed: "5" });
  expect(result.cells.flat().some((cell: { value: number } | null) => cell?.value === result.worst)).toBe(true);
  expect(hunt("mixed-fp16", "--seed", "5", "--runs", "800").out.replace(/in [\d.]+ s/, "")).toBe(out.replace(/in [\d.]+ s/, ""));
});

it("exits with 1 when the worst row is a violation", () => {
  const { code, out } = hunt("naive-fp16", "--seed", "5", "--runs", "300");
  expect(code).toBe(1);
  expect(out).toContain("naive-fp16 violates oracle-agreement at y[");
  expect(out).toContain("cause");
});

it("says which kernel did not come back, and hunts the next", () => {
  writeFileSync(
    join(folder, "two.mjs"),
    `export default [{ id: "hangs", format: "fp32", forward(x) { if (x.length > 4) for (;;); return x; } }, { id: "zeros", format: "fp32", forward: (x) => new Float64Array(x.length) }];`,
  );
  const { code, out } = hunt("./two.mjs", "--runs", "100", "--seed", "1", "--call-seconds", "0.5");
  expect(code).toBe(1);
  expect(out).toMatch(/✗ hangs: forward did not return within 0\.5 s on \d+ × \d+ values/);
  expect(out).toContain("zeros violates oracle-agreement");
});

it("names what is wrong with its words", () => {
  expect(hunt("fp23")).toMatchObject({ code: 2, err: expect.stringContaining("did you mean fp32?") });
  expect(hunt("fp32", "--objective", "speed")).toMatchObject({ code: 2, err: expect.stringContaining("margin, ulps") });
  expect(hunt("fp32", "--seconds", "0")).toMatchObject({ code: 2, err: expect.stringContaining("above 0") });
});
