// `normfuzz prove` as people and CI call it: exact counts, a journal that survives a kill, one clear message for each thing that can be
// wrong, and the record that later reports quote. Kernels run in workers from the build (`npm test` makes it).

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";

const main = join(resolve(import.meta.dirname, "../.."), "dist/src/cli/main.js");
let folder: string;

/** fp16 in and out, two-pass in doubles; SCALE makes it wrong, BODY is run for every call. */
const kernel = (id: string, { scale = "1", body = "" } = {}) => `
const round = (x) => { const a = Math.abs(x); if (a < 2 ** -14) return Math.round(x * 2 ** 24) / 2 ** 24; const t = x * (2 ** 42 + 1); return t - (t - x); };
export default { id: "${id}", format: "fp16", forward(x, { rows, cols, eps }) {
  ${body}
  const y = new Float64Array(x.length);
  for (let r = 0; r < rows; r++) {
    const row = x.subarray(r * cols, (r + 1) * cols);
    let m = 0, q = 0;
    for (const v of row) m += v / cols;
    for (const v of row) q += (v - m) ** 2 / cols;
    for (let i = 0; i < cols; i++) y[r * cols + i] = round((row[i] - m) / Math.sqrt(q + eps) * (${scale}));
  }
  return y;
} };`;

function module(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function command(words: readonly string[], env: Record<string, string> = {}) {
  const { CI: _, ...ours } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: "utf8", env: { ...ours, NO_COLOR: "1", ...env }, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const journal = "reports/proofs/slow.toy.4.journal.jsonl";
const unitsIn = (file: string) => readFileSync(join(folder, file), "utf8").split("\n").filter((line) => line.startsWith('{"unit"') && line.endsWith("}")).length;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "normfuzz-prove-"));
  module("right.mjs", kernel("right"));
});

describe("prove", () => {
  it("proves a right kernel, says for how many rows, and leaves a record that verify quotes until the kernel changes", () => {
    const { code, out, err } = command(["prove", "right.mjs", "--format", "fp8-e4m3", "--cols", "2", "--json", "proof.json"]);
    expect(code, err).toBe(0);
    expect(out).toContain("right: proved for all 64,516 rows of 2 fp8-e4m3 values");
    const record = read("reports/proofs/right.fp8-e4m3.2.json");
    expect(record).toMatchObject({ schema: "normfuzz/proof/1", verdict: "proved", codes: 254, cols: 2, tally: { rows: 254 ** 2, proved: 254 ** 2, violated: 0, beyond: 0 } });
    expect(read("proof.json")).toEqual(record);
    expect(existsSync(join(folder, "reports/proofs/right.fp8-e4m3.2.journal.jsonl"))).toBe(false);

    const quoted = command(["verify", "right.mjs", "--runs", "500", "--json", "report.json"]);
    expect(quoted.out).toContain("✓ right: proved for all 64,516 rows of 2 fp8-e4m3 values");
    expect(read("report.json").results[0].proofs).toMatchObject([{ verdict: "proved", rows: 64_516, statement: "proved for all 64,516 rows of 2 fp8-e4m3 values" }]);
    for (const name of ["report.md", "report.html"]) expect(readFileSync(join(folder, "reports", name), "utf8")).toContain("64,516 rows");

    module("right.mjs", kernel("right", { scale: "1.001" }));
    const changed = command(["verify", "right.mjs", "--runs", "500"]).out.replace(/\s+/g, " ");
    module("right.mjs", kernel("right"));
    expect(changed).toContain("a stale record, not claimed");
    expect(changed).toContain("gives other outputs now");
    expect(changed).not.toContain("✓ right: proved");
    const damaged = readFileSync(join(folder, "reports/proofs/right.fp8-e4m3.2.json"), "utf8").replace('"codes": 254', '"codes": 255');
    writeFileSync(join(folder, "reports/proofs/right.fp8-e4m3.2.json"), damaged);
    expect(command(["verify", "right.mjs", "--runs", "500"]).out).toContain("not 255^2");
  });

  it("counts the violations of a wrong kernel and shows the smallest as verify would", () => {
    module("wrong.mjs", kernel("wrong", { scale: "row[0] === 448 ? 1.25 : 1" }));
    const { code, out } = command(["prove", "wrong.mjs", "--format", "fp8-e4m3", "--cols", "2"]);
    expect(code).toBe(1);
    // 448 first, and something else behind it.
    expect(out).toContain("violated on 253 of all 64,516 rows of 2 fp8-e4m3 values");
    expect(out).toContain("✗ wrong violates oracle-agreement at y[");
    const { fixtures, tally } = read("reports/proofs/wrong.fp8-e4m3.2.json");
    expect(tally.violations["oracle-agreement"].rows).toBe(253);
    const replayed = command(["replay", fixtures["oracle-agreement"], "--implementation", "wrong.mjs"]);
    expect(replayed.code, replayed.err).toBe(0);
  });

  it("goes on where it was killed, and comes to the same result", async () => {
    module("slow.mjs", kernel("slow", { scale: "row[0] === 3 ? 1.25 : 1" }));
    const words = [main, "prove", "slow.mjs", "--format", "toy", "--cols", "4", "--workers", "1"];
    const child = spawn(process.execPath, words, { cwd: folder, stdio: "ignore" });
    while (!existsSync(join(folder, journal)) || unitsIn(journal) < 3) await wait(20);
    child.kill("SIGKILL");
    await new Promise((done) => child.once("exit", done));
    const units = unitsIn(journal);
    // A line that was cut short by the kill.
    writeFileSync(join(folder, journal), '{"unit":9,"secon', { flag: "a" });

    const other = command(["prove", "slow.mjs", "--format", "fp8-e4m3", "--cols", "2", "--state", journal]);
    expect(other.code).toBe(2);
    expect(other.err).toContain("--restart");
    module("slow.mjs", kernel("slow", { scale: "row[0] === 4 ? 1.25 : 1" }));
    const changed = command(["prove", "slow.mjs", "--format", "toy", "--cols", "4"]);
    expect(changed.code).toBe(2);
    expect(changed.err).toContain("gives other outputs than it did then; begin anew with --restart");
    module("slow.mjs", kernel("slow", { scale: "row[0] === 3 ? 1.25 : 1" }));

    expect(unitsIn(journal)).toBe(units);
    const resumed = command(words.slice(1));
    expect(resumed.code).toBe(1);
    expect(resumed.err).toMatch(/ of them were judged before/);
    const record = read("reports/proofs/slow.toy.4.json");
    expect(existsSync(join(folder, journal))).toBe(false);
    const whole = command([...words.slice(1), "--report", "afresh"]);
    expect(whole.out).toContain("of all 9,834,496 rows of 4 toy values");
    const { seconds: _, fixtures: __, ...rest } = record;
    expect(read("afresh/proofs/slow.toy.4.json")).toMatchObject(rest);
  });

  it("keeps what was done when it is interrupted, and exits with 3", async () => {
    module("steady.mjs", kernel("steady"));
    const child = spawn(process.execPath, [main, "prove", "steady.mjs", "--format", "fp8-e4m3", "--cols", "3", "--workers", "1"], { cwd: folder });
    let out = "";
    child.stdout.on("data", (text) => (out += text));
    const state = "reports/proofs/steady.fp8-e4m3.3.journal.jsonl";
    while (!existsSync(join(folder, state)) || unitsIn(state) < 2) await wait(20);
    child.kill("SIGINT");
    const code = await new Promise((done) => child.once("exit", done));
    expect(code).toBe(3);
    expect(out).toContain("not finished");
    expect(unitsIn(state)).toBeGreaterThanOrEqual(2);
  });
});

describe("a kernel that gives no answer", () => {
  it.each([
    ["hangs", "if (x.includes(1.5)) for (;;);", "forward did not return within 1 s"],
    ["throws", "if (x.includes(1.5)) throw new RangeError('no such luck');", "forward threw RangeError: no such luck"],
    ["exits", "if (x.includes(1.5)) process.exit(3);", "forward ended the thread (exit code 3)"],
    ["shortens", "if (x.includes(1.5)) return new Float64Array(1);", "forward returned 1 value for"],
    ["shortens always", "return new Float64Array(1);", "forward returned 1 value for"],
    ["waits", "if (x.includes(1.5)) return new Promise(() => {});", "forward returned a promise that nothing settles"],
  ])("that %s violates `answers`", (_, body, message) => {
    module("mute.mjs", kernel("mute", { body }));
    const { code, out, err } = command(["prove", "mute.mjs", "--format", "fp8-e4m3", "--cols", "2", "--call-seconds", "1"]);
    expect(code, out + err).toBe(1);
    expect(out).toContain("mute violates answers");
    expect(out).toContain(message);
  });
});

describe("what cannot be proved is refused with exit code 2", () => {
  it.each([
    [["fp32"], "2^32 codes are too many"],
    [["naive-fp16", "--format", "bf16"], "not every bf16 value is a value of fp16"],
    [["naive-fp16", "--format", "fp17"], "choose one of fp16, bf16"],
    [["naive-fp16", "--cols", "3"], "cannot be tried in a lifetime"],
    [["naive-fp16", "--format", "fp8-e4m3", "--cols", "5", "--workers", "1"], "or say --yes"],
    [["naive-fp16", "--cols", "0"], "give a whole number"],
    [["naive-fp16", "--eps", "-1"], "give a number of at least 0"],
    [["onnxruntime"], "a proof is of one"],
    [["no-such-kernel"], "no implementation has this id"],
  ])("%j", (words, message) => {
    const { code, err } = command(["prove", ...words, "--report", "refused"]);
    expect(code, err).toBe(2);
    expect(err).toContain(message);
  });
});
