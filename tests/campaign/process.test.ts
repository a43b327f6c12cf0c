// A whole run over a program that is hostile on some rows: the row is found and made simple, the run goes on, and what else is wrong is found too;
// a program that only the machine stopped is not accused; nothing survives us, however we end.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { verify } from "../../src/campaign/verify.ts";
import { loadProcess } from "../../src/engines/process/load-process.ts";
import { command } from "../engines/process/command.ts";

const root = resolve(import.meta.dirname, "../..");
const main = join(root, "dist/src/cli/main.js");
const folder = mkdtempSync(join(tmpdir(), "normfuzz-process-"));

async function run(line: string, callSeconds = 1) {
  const [kernel] = await loadProcess({ command: line, callSeconds });
  try {
    return await verify(kernel, { seed: "process", runs: 40, runsMin: 1, seconds: 2, callSeconds, regressions: join(folder, "none") });
  } finally {
    await kernel.dispose!();
  }
}

const answersOf = ({ properties }: Awaited<ReturnType<typeof run>>) => properties.find(({ property }) => property === "answers")!;

describe("a run over a program that", () => {
  it.each([
    ["crashes", /^forward crashed: SIGSEGV/],
    ["prints after its answer", /printed "debug: done" to standard output/],
  ])("%s on some rows finds the smallest, and judges the others", async (mode, message) => {
    const result = await run(command(mode));
    expect(result.verdict).toBe("fail");
    const answers = answersOf(result);
    expect(answers.status).toBe("fail");
    // What comes after an answer may come so late that the next call has the blame, and cannot be shown again: that is for the machine to decide.
    if (mode === "crashes") expect(answers.counterexample).toBeDefined();
    if (answers.counterexample) {
      expect(answers.counterexample.minimal.message).toMatch(message);
      // The only value left is the smallest one that does it, give or take its sign.
      expect([...answers.counterexample.minimal.batch.x].map(Math.abs)).toEqual([1024]);
    }
    expect(result.error).toMatch(/the program was lost \d+ times and started again/);
    expect(result.properties.filter(({ status }) => status === "pass").length).toBeGreaterThan(10);
    expect(result.properties.filter(({ status }) => status === "fail")).toHaveLength(1);
  });

  it("is killed from outside, once, is not accused of it", async () => {
    const file = join(folder, "killed");
    const result = await run(command("is killed once", file));
    expect(existsSync(file)).toBe(true);
    expect(result.verdict).toBe("error");
    expect(result.error).toMatch(/SIGKILL.*a fresh process answers the same batch as it should, so that the cause may lie outside it/);
    expect(answersOf(result).status).toBe("skip");
  });
});

describe("verify --exec", () => {
  const cli = (...words: string[]) => {
    const { CI: _, ...env } = process.env;
    return spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: "utf8", env: { ...env, NO_COLOR: "1" }, timeout: 60_000 });
  };

  it("finds what hangs, writes it down, and replay does it again", () => {
    const line = command("stops half-way");
    const { status, stdout, stderr } = cli("verify", "--exec", line, "--seed", "1", "--runs", "40", "--seconds", "2", "--call-seconds", "0.5");
    expect(status, stderr + stdout).toBe(1);
    expect(stdout).toContain("hostile violates answers");
    expect(stdout).toContain("did not return within 0.5 s; 2 of the 4 bytes of its answer came");
    const [name] = readdirSync(join(folder, "regressions/hostile"));
    const replayed = cli("replay", join("regressions/hostile", name!), "--implementation", `exec:${line}`);
    expect(replayed.stdout + replayed.stderr).toContain("open and reproduces");
  });

  it("says what is wrong with each program, and verifies the others", () => {
    const { status, stdout } = cli("verify", "--exec", command("speaks another version"), "--exec", command("answers too few"), "--runs", "20", "--seed", "1", "--regressions", "others");
    expect(status).toBe(1);
    const text = stdout.replace(/\s+/g, " ");
    expect(text).toContain("speaks version 2 of the protocol");
    expect(text).toMatch(/forward returned \d+ values? for \d+ × \d+/);
    expect(text).toMatch(/replay npx normfuzz replay \S+ --implementation "exec:.*answers too few/);
    expect(cli("verify", "--format", "fp16").stderr).toContain("name it with --exec");
    expect(cli("verify", "--exec", "cat | tee").stdout).toContain("no shell reads it");
  });

  it("hunts on over a program that is lost, and says so", () => {
    const { status, stdout } = cli("hunt", `exec:${command("exits")}`, "--seconds", "2", "--runs", "30", "--seed", "1");
    expect(status).toBe(1);
    expect(stdout).toContain("✗ hostile: forward ended the program (exit code 3)");
    expect(stdout).toContain("worst error ÷ tolerance, inside the contract");
  });

  it.skipIf(process.platform === "win32")("leaves nothing behind when it is killed itself", async () => {
    const survivors = join(folder, "survivors");
    const ours = spawn(process.execPath, [main, "verify", "--exec", command("leaves others behind", survivors), "--seed", "1"], { cwd: folder, stdio: "ignore" });
    const left = () => (existsSync(survivors) ? readFileSync(survivors, "utf8").trim().split("\n") : []);
    await expect.poll(left, { timeout: 20_000 }).toHaveLength(3);
    ours.kill("SIGKILL");
    const running = () => {
      const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", left().join(",")], { encoding: "utf8" });
      return stdout.split("\n").filter((stat) => stat.trim() !== "" && !stat.startsWith("Z")).length;
    };
    expect(() => execFileSync("ps", ["-o", "pid=", "-p", String(process.pid)])).not.toThrow();
    await expect.poll(running, { timeout: 10_000 }).toBe(0);
  });
});
