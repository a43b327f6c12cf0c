// The command as people and CI call it: exit codes, the JSON that scripts read, fixtures kept and found again, and one clear message for
// each thing that can be wrong. Targets run in workers from the build (`npm test` makes it).

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseReport } from "../../src/report/parse-report.ts";
import { run } from "./fake-io.ts";

const root = resolve(import.meta.dirname, "../..");
const main = join(root, "dist/src/cli/main.js");
let folder: string;

const right = `
const f = Math.fround;
export default { id: "right", format: "fp32", forward(x, { rows, cols, eps, gamma, beta }) {
  const y = new Float64Array(x.length);
  for (let r = 0; r < rows; r++) {
    let s = 0, q = 0;
    for (let i = 0; i < cols; i++) s = f(s + x[r * cols + i]);
    const m = f(s / cols);
    for (let i = 0; i < cols; i++) { const d = f(x[r * cols + i] - m); q = f(q + f(d * d)); }
    const root = f(Math.sqrt(f(f(q / DIVISOR) + f(eps))));
    for (let i = 0; i < cols; i++) {
      let h = f(f(x[r * cols + i] - m) / root);
      if (gamma) h = f(h * gamma[i]);
      y[r * cols + i] = beta ? f(h + beta[i]) : h;
    }
  }
  return y;
} };`;

function module(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The built command in a process of its own, in the temporary folder. */
function command(words: readonly string[], env: Record<string, string> = {}) {
  const { CI: _, ...ours } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: "utf8", env: { ...ours, NO_COLOR: "1", ...env }, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "normfuzz-cli-"));
  module("right.mjs", right.replace("DIVISOR", "cols"));
  module("wrong.ts", right.replace("DIVISOR", "Math.max(1, cols - 1)").replace('id: "right"', 'id: "wrong" as string').replace("forward(x,", "forward(x: Float64Array,").replace("beta }) {", "beta }: any) {"));
});

describe("verify", () => {
  it("passes a right kernel, fails a wrong one, and writes what scripts read", () => {
    const passed = command(["verify", "right.mjs", "--runs", "600", "--seed", "3", "--json", "out/right.json"]);
    expect(passed.code, passed.err).toBe(0);
    expect(passed.err).toMatch(/^seed 3 /);
    const failed = command(["verify", "./wrong.ts", "--runs", "600", "--seed", "3", "--json", "out/wrong.json"]);
    expect(failed.code, failed.err).toBe(1);
    const text = readFileSync(join(folder, "out/wrong.json"), "utf8");
    const { results } = JSON.parse(text);
    // What a real run writes is what the schema says, with no field that the reader would lose.
    const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(readFileSync(join(root, "docs/report.schema.json"), "utf8")));
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(JSON.stringify(parseReport(text, "wrong.json")))).toEqual(JSON.parse(text));
    expect(results[0]).toMatchObject({ implementation: "wrong", verdict: "fail", source: { file: "wrong.ts", line: 3 } });
    const agreement = results[0].properties.find((one: { property: string }) => one.property === "oracle-agreement");
    expect(agreement).toMatchObject({ status: "fail", runs: expect.any(Number), margin: expect.anything(), minimal: { cols: 2 }, worst: expect.anything() });
    expect(Array.isArray(results[0].beyond)).toBe(true);
    for (const name of ["report.json", "report.md", "report.html", "report.junit.xml", "report.sarif"]) expect(existsSync(join(folder, "reports", name)), name).toBe(true);
  });

  it("keeps the finds as fixtures, knows them again, and replays them", () => {
    const kept = readdirSync(join(folder, "regressions/wrong"));
    expect(kept.some((name) => name.startsWith("oracle-agreement."))).toBe(true);
    const again = command(["verify", "wrong.ts", "--runs", "600", "--seed", "3", "--profile", "pr"]);
    expect(again.code, again.out).toBe(0);
    expect(again.out).toContain("known");
    expect(readdirSync(join(folder, "regressions/wrong"))).toEqual(kept);
    const replayed = command(["replay", "regressions/wrong", "--implementation", "wrong.ts"]);
    expect(replayed.code, replayed.err).toBe(0);
    expect(replayed.out).toContain("all as their status says");
  });

  it("writes no fixture under CI, and puts its text into the report", () => {
    const { code } = command(["verify", "wrong.ts", "--runs", "600", "--regressions", "none", "--report", "ci"], { CI: "true" });
    expect(code).toBe(1);
    expect(existsSync(join(folder, "none"))).toBe(false);
    const { results } = JSON.parse(readFileSync(join(folder, "ci/report.json"), "utf8"));
    expect(results[0].properties.find((one: { status: string }) => one.status === "fail").fixtureText).toContain("normfuzz/fixture/1");
  });

  it("gives the same report for the same seed", () => {
    const report = () => {
      command(["verify", "wrong.ts", "--runs", "300", "--json", "same.json", "--regressions", "none2"], { CI: "true", NORMFUZZ_SEED: "abc" });
      const { results, run: info } = JSON.parse(readFileSync(join(folder, "same.json"), "utf8"));
      expect(info.seed).toBe("abc");
      return results.map(({ seconds: _, rowsPerSecond: __, ...rest }: Record<string, unknown>) => rest);
    };
    expect(report()).toEqual(report());
  });

  it("gives a built-in the same result in a thread that others had before it as in one of its own", () => {
    const resultsOf = (...ids: string[]) => {
      const { code, err } = command(["verify", ...ids, "--runs", "500", "--seed", "warm", "--regressions", "none3", "--json", "warm.json"], { CI: "true" });
      expect(code, err).toBe(0);
      return JSON.parse(readFileSync(join(folder, "warm.json"), "utf8")).results.map(({ seconds: _, rowsPerSecond: __, ...rest }: Record<string, unknown>) => rest);
    };
    const five = resultsOf("fp32", "welford-fp32", "mixed-bf16", "shifted-fp32", "stable-fp16");
    expect(five.map(({ implementation }: { implementation: string }) => implementation)).toEqual(["fp32", "welford-fp32", "mixed-bf16", "shifted-fp32", "stable-fp16"]);
    expect(five[4]).toEqual(resultsOf("stable-fp16")[0]);
  });

  it("keeps what a backward pass did wrong when it hangs on the gradients that it is asked for to explain that", () => {
    module("hang-on-probes.mjs", `const zeros = (x) => new Float64Array(x.length);
      export default { id: "hang-on-probes", format: "fp32", forward: zeros,
        backward(dy, x, { rows, cols }) { if (rows === 3 && cols === 7) for (;;); return { dx: zeros(x) }; } };`);
    const { code } = command(["verify", "hang-on-probes.mjs", "--runs", "600", "--call-seconds", "1", "--property", "backward-agreement", "backward-answers", "--json", "probes.json"]);
    expect(code).toBe(1);
    const [{ properties }] = JSON.parse(readFileSync(join(folder, "probes.json"), "utf8")).results;
    const found = (id: string) => properties.find((one: { property: string }) => one.property === id);
    expect(found("backward-answers")).toMatchObject({ status: "fail", minimal: { rows: 3, cols: 7, message: "backward did not return within 1 s" } });
    // Without the further gradients no model is told from another.
    expect(found("backward-agreement").status).toBe("fail");
    expect(found("backward-agreement").minimal.cause).toBeUndefined();
    const replayed = command(["replay", found("backward-agreement").fixture, "--implementation", "hang-on-probes.mjs"]);
    expect(replayed.out).toContain("is open and reproduces");
    expect(replayed.code, replayed.err).toBe(0);
  });

  it("runs one implementation after another that never returns, and shrinks the input it hangs on", () => {
    module("hang.mjs", `const zeros = (x) => new Float64Array(x.length);
      export default [
        { id: "hangs", format: "fp32", forward(x) { if (x.length >= 3) for (;;); return zeros(x); } },
        { id: "zeros", format: "fp32", forward: zeros },
      ];`);
    const { code } = command(["verify", "hang.mjs", "--runs", "600", "--call-seconds", "1", "--json", "hang.json"]);
    expect(code).toBe(1);
    const { results } = JSON.parse(readFileSync(join(folder, "hang.json"), "utf8"));
    expect(results.map(({ implementation }: { implementation: string }) => implementation)).toEqual(["hangs", "zeros"]);
    const answers = results[0].properties.find((one: { property: string }) => one.property === "answers");
    expect(answers).toMatchObject({ status: "fail", minimal: { rows: 1, cols: 3, message: "forward did not return within 1 s" } });
    expect(results[1].properties.find((one: { property: string }) => one.property === "oracle-agreement").status).toBe("fail");
  });

  it("has maps in its report, and keeps everything else when a call is lost while they are computed", () => {
    const verified = (loop: string) => {
      module("maps.mjs", `let calls = 0;
        export default { id: "zero-one", format: "fp32", fixed: { cols: 2 }, forward(x, { rows }) {
        calls++;
        ${loop}
        return x.map((value, i) => (x[i - (i % 2)] === value ? 0 : 1));
      } };`);
      const { code } = command(["verify", "maps.mjs", "--runs", "500", "--call-seconds", "1", "--json", "maps.json", "--regressions", "late", "--property", "negation", "--seed", "maps"]);
      expect(code).toBe(1);
      const [result] = JSON.parse(readFileSync(join(folder, "maps.json"), "utf8")).results;
      return { ...result, of: (id: string) => result.properties.find(({ property }: { property: string }) => property === id) };
    };
    const whole = verified("");
    expect(whole.maps.map).toMatchObject({ cols: 2, rows: 10368 });
    expect(whole.of("negation")).toMatchObject({ status: "fail", minimal: { cols: 2 } });

    // The search makes a thousand calls at most: one for each batch, and one more for its negation. Shrinking takes some more, with few rows.
    const lost = verified("if (calls > 1000 && rows > 300) for (;;);");
    expect(lost.maps).toBeUndefined();
    expect(lost.of("answers")).toMatchObject({ status: "fail", minimal: { cols: 2, message: "forward did not return within 1 s" } });
    expect(lost.of("answers").minimal.rows).toBeGreaterThan(300);
    // That a fixture knows it is what only the whole result says.
    expect(lost.of("negation")).toMatchObject({ status: "known", minimal: { cols: 2 } });
    expect(lost.regressions.replayed).toBe(1);
  });

  it.each([
    ["hangs", "for (;;);", "backward did not return within 1 s", "no-answer"],
    ["exits", "process.exit(3);", "backward ended the thread (exit code 3)", "crash"],
  ])("survives a backward pass that %s, and keeps what the forward pass showed", (id, deed, message, cause) => {
    module(`${id}-back.mjs`, `const zeros = (x) => new Float64Array(x.length);
      export default { id: "${id}-back", format: "fp32", forward: zeros, backward(dy, x, { cols }) { if (cols >= 3) ${deed} return { dx: zeros(x) }; } };`);
    const { code } = command(["verify", `${id}-back.mjs`, "--runs", "600", "--call-seconds", "1", "--property", "oracle-agreement", "--json", `${id}.json`]);
    expect(code).toBe(1);
    const { properties } = JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")).results[0];
    const of = (id: string) => properties.find((one: { property: string }) => one.property === id);
    expect(of("backward-answers")).toMatchObject({ status: "fail", cause: { id: cause }, minimal: { rows: 1, cols: 3, message } });
    expect(of("backward-answers").minimal.dy).toHaveLength(3);
    expect(of("oracle-agreement").status).toBe("fail");
    expect(of("answers").status).toBe("pass");
  });

  it("holds nothing against a kernel that hangs only when it is asked for its stages", () => {
    module("shy.mjs", `export default { id: "shy", format: "fp32", forward(x, { trace }) { if (trace) for (;;); return new Float64Array(x.length); } };`);
    const { code } = command(["verify", "shy.mjs", "--runs", "600", "--call-seconds", "1", "--property", "oracle-agreement", "--json", "shy.json"]);
    expect(code).toBe(1);
    const { properties } = JSON.parse(readFileSync(join(folder, "shy.json"), "utf8")).results[0];
    const status = (id: string) => properties.find((one: { property: string }) => one.property === id)?.status;
    expect([status("answers") ?? "pass", status("oracle-agreement")]).toEqual(["pass", "fail"]);
    const [fixture] = readdirSync(join(folder, "regressions/shy"));
    const replayed = command(["replay", `regressions/shy/${fixture}`, "--implementation", "shy.mjs"]);
    expect(replayed.code, replayed.err).toBe(0);
    expect(replayed.out).toMatch(/stages +(those of|inferred from) a/);
  });

  it.each([
    ["throws", "forward() { throw new RangeError('no such luck'); }", "forward threw RangeError: no such luck"],
    ["wrong length", "forward() { return [1, 2, 3]; }", "forward returned 3 values"],
    ["not numbers", "forward(x) { return [...x].map(String); }", "forward returned"],
    ["exits", "forward() { process.exit(3); }", "forward ended the thread (exit code 3)"],
    ["never settles", "forward() { return new Promise(() => {}); }", "forward returned a promise that nothing settles"],
  ])("a kernel that %s violates `answers` with a minimal input", (_, forward, message) => {
    module("bad.mjs", `export default { id: "bad", format: "fp16", ${forward} };`);
    const { code } = command(["verify", "bad.mjs", "--runs", "100", "--json", "bad.json"], { CI: "true" });
    expect(code).toBe(1);
    const { results } = JSON.parse(readFileSync(join(folder, "bad.json"), "utf8"));
    const answers = results[0].properties.find((one: { property: string }) => one.property === "answers");
    expect(answers.minimal.message).toContain(message);
    expect(answers.minimal).toMatchObject({ rows: 1, cols: 1 });
  });

  it.each([
    ["syntax.mjs", "export default {", "syntax.mjs"],
    ["nothing.mjs", "export const a = 1;", "no default export"],
    ["format.mjs", "export default { id: 'a', format: 'fp23', forward() {} };", "format"],
    ["id.mjs", "export default { id: 'Not Kebab', format: 'fp32', forward() {} };", "id"],
    ["forward.mjs", "export default { id: 'a', format: 'fp32', forward: 1 };", "forward"],
    ["contract.mjs", "export default { id: 'a', format: 'fp32', forward() {}, contract: { algorithm: 'magic' } };", "algorithm"],
    ["loop.mjs", "throw new Error('at import');", "at import"],
  ])("%s: one message that names the file, and exit code 2", (name, text, message) => {
    const { code, out } = command(["verify", module(name, text), "--runs", "100"]);
    expect(code).toBe(2);
    expect(out).toContain(name);
    expect(out).toContain(message);
  });
});

describe("wrong words", () => {
  it.each([
    [["verify", "no-such-kernel"], "no implementation has this id"],
    [["verify", "welfrod-fp32"], "did you mean welford-fp32?"],
    [["verify", "./no/such.ts"], "no such file"],
    [["verify", "fp32", "--property", "no-such"], "no property is called"],
    [["verify", "fp32", "--runs", "many"], "give a whole number"],
    [["verify", "fp32", "--profile", "fast"], "local, pr, nightly"],
    [["verify", "fp32", "--bogus"], "unknown option '--bogus'"],
    [["verify", "fp32", "fp32"], "named twice"],
    [["replay", "/no/such/fixture.json"], "no such file or folder"],
    [["verfy"], "unknown command 'verfy'"],
  ])("%j is refused with exit code 2", async (words, message) => {
    const { code, err } = await run(words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("a report folder that cannot be made is refused before the run", async () => {
    const file = module("a-file", "");
    const { code, err } = await run(["verify", "fp32", "--report", join(file, "below")]);
    expect(code).toBe(2);
    expect(err).toContain("cannot be written");
  });

  it("a fixture with a wrong field is refused with the field's name", async () => {
    const source = join(root, "regressions/naive-fp16");
    const name = readdirSync(source)[0]!;
    mkdirSync(join(folder, "fixtures"), { recursive: true });
    const file = join(folder, "fixtures", name);
    writeFileSync(file, readFileSync(join(source, name), "utf8").replace('"status": "open"', '"status": "ajar"'));
    const { code, err } = await run(["replay", file]);
    expect(code).toBe(2);
    expect(err).toContain(file);
    expect(err).toContain("status");
  });
});

describe("list and help", () => {
  it("lists implementations, engines, properties and families", async () => {
    const { code, out } = await run(["list"]);
    expect(code).toBe(0);
    for (const word of ["naive-fp16", "onnxruntime-fp32", "oracle-agreement", "near-constant"]) expect(out).toContain(word);
  });

  it("shows help and version with exit code 0", async () => {
    expect((await run(["--help"])).out).toContain("verify");
    expect((await run(["--version"])).code).toBe(0);
  });
});

describe("a run cut short", () => {
  it("ends with exit code 3 when interrupted, and with a message when the time is too short", () => {
    const { code, out } = command(["verify", "right.mjs", "--seconds", "0.0001", "--runs", "20000"]);
    expect(code).toBe(3);
    expect(out).toContain("give it more --seconds");
  });
});
