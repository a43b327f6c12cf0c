// Everything that a program can do to us, done: each time the call that did it is told from the others, the next call is answered, and nothing
// survives.

import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CallLost } from "../../../src/contract/call-lost.ts";
import { isolationOf } from "../../../src/contract/isolation.ts";
import { loadProcess } from "../../../src/engines/process/load-process.ts";
import { command } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "normfuzz-process-"));
const survivors = join(folder, "survivors");
const load = (mode: string, callSeconds = 1) => loadProcess({ command: command(mode, survivors), callSeconds, memoryMegabytes: 300 });
const good = [1, 2, 3];
const bad = [1, 2, 2048];

/** What becomes of calls that are made at once: the number of outputs, or why there are none. */
async function outcomes(kernel: Awaited<ReturnType<typeof load>>[number], rows: readonly (readonly number[])[]) {
  const shape = { rows: 1, cols: 3, eps: 1e-5, gamma: undefined, beta: undefined };
  const calls = rows.map(async (row) => (await kernel.forward(Float64Array.from(row), shape)).length);
  return (await Promise.allSettled(calls)).map((one) => (one.status === "fulfilled" ? one.value : { kind: (one.reason as CallLost).kind, message: (one.reason as Error).message }));
}

const told = (kind: string, message: RegExp) => ({ kind, message: expect.stringMatching(message) });

describe.concurrent("a program that", () => {
  it.each([
    ["hangs", "no-answer", /^did not return within 1 s$/],
    ["crashes", "crash", /^crashed: SIGSEGV \(segmentation fault/],
    ["exits", "crash", /^ended the program \(exit code 3\)$/],
    ["floods", "protocol", /^printed "x+…" to standard output/],
    ["writes garbage", "protocol", /^printed "\\x00Y.* to standard output, where only answers belong: print to standard error/],
    ["answers late", "no-answer", /^did not return within 1 s$/],
    ["answers for another id", "protocol", /^answered call 100\d, which is not under way/],
    ["allocates without end", "memory", /^used more than 300 MB of memory/],
    ["prints to standard output", "protocol", /^printed "debug: sum = 1024" to standard output/],
    ["dies half-way", "crash", /^ended the program \(exit code 1\); 2 of the 12 bytes of its answer came/],
    ["stops half-way", "no-answer", /; 2 of the 12 bytes of its answer came/],
    ["promises too much", "protocol", /^answered with "bytes": 1099511627776, where 1 × 3 fp32 values have 12/],
    ["answers without an end of line", "no-answer", /it printed "\{\\"id\\":\d+,\\"bytes\\"", which is no line yet/],
    ["complains at length before it crashes", "crash", /standard error ends with "\\x1b\[31mline 9997 of a long complaint" .*9999/],
  ])("%s loses that call, and is started again", async (mode, kind, message) => {
    const [kernel] = await load(mode);
    // A program that is slow to allocate must not be caught by the clock.
    if (kind === "memory") isolationOf(kernel)!.callSeconds = 10;
    expect(await outcomes(kernel, [bad])).toEqual([told(kind, message)]);
    expect(await outcomes(kernel, [good])).toEqual([3]);
    expect(isolationOf(kernel)!.losses).toBe(1);
    await kernel.dispose!();
  });

  it.each([
    ["crashes", "crash"],
    ["stops half-way", "no-answer"],
    ["answers for another id", "protocol"],
  ])("%s with several calls under way loses the one that did it, and answers the others", async (mode, kind) => {
    const [kernel] = await load(mode);
    expect(await outcomes(kernel, [good, good, bad, good])).toEqual([3, 3, told(kind, /./), 3]);
    expect(isolationOf(kernel)!.losses).toBe(2);
    await kernel.dispose!();
  });

  it.each([
    ["answers twice", /answered call 1, which is not under way/],
    ["prints after its answer", /printed "debug: done" to standard output/],
  ])("%s loses the next call", async (mode, message) => {
    const [kernel] = await load(mode);
    expect(await outcomes(kernel, [bad])).toEqual([3]);
    expect(await outcomes(kernel, [good])).toEqual([told("protocol", message)]);
    expect(await outcomes(kernel, [good])).toEqual([3]);
    await kernel.dispose!();
  });

  it.each([
    ["says why it cannot", { kind: undefined, message: "1024 is too much for me" }],
    ["answers too few", 2],
  ])("%s has answered: it goes on as it is", async (mode, answer) => {
    const [kernel] = await load(mode);
    expect(await outcomes(kernel, [good, bad, good])).toEqual([3, answer, 3]);
    expect(isolationOf(kernel)!.losses).toBe(0);
    await kernel.dispose!();
  });

  it.each([
    ["says something else", /printed "Loading weights…" where its handshake is due/],
    ["speaks another version", /speaks version 2 of the protocol, and this normfuzz speaks version 1/],
    ["offers another format", /offers the format "fp4": choose from fp64, fp32, fp16, bf16/],
    ["offers nothing", /has formats undefined in its handshake/],
    ["has a bad name", /has the name "Hostile Worker" in its handshake: give one such as "my-kernel"/],
    ["has a bad contract", /contract\.accumulator "fp16" cannot hold every fp32 value/],
    ["has an unknown field", /unknown field "contrat"/],
    ["talks on", /printed "ready!\\n" after its handshake/],
    ["exits at once", /ended the program \(exit code 1\) before its handshake; standard error ends with "ModuleNotFoundError: No module named 'numpy'"/],
    ["floods at once", /printed "x+…" where its handshake is due/],
  ])("%s is not verified, and it is said why", async (mode, message) => {
    await expect(load(mode)).rejects.toMatchObject({ name: "PluginError", message: expect.stringMatching(message) });
  });
});

describe("the end of a program that", () => {
  it("started others, in its group and out of it, is theirs too", async () => {
    const [kernel] = await load("leaves others behind");
    expect(await outcomes(kernel, [bad])).toEqual([told("no-answer", /did not return/)]);
    await kernel.dispose!();
    const left = readFileSync(survivors, "utf8").trim().split("\n").map(Number);
    expect(left).toHaveLength(3);
    await expect.poll(() => left.filter(isAlive), { timeout: 2000 }).toEqual([]);
  });
});

describe("a program that cannot be started", () => {
  const file = (name: string, text: string, mode: number) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  it.each([
    ["is not there", "./no-such-kernel", /no such program: \.\/no-such-kernel/],
    ["is not on the PATH", "no-such-kernel", /looked for it on the PATH; a program in this folder is \.\/no-such-kernel/],
    ["is not executable", file("kernel.py", "print()\n", 0o644), /is not executable: chmod \+x it, or name its interpreter/],
    ["is a folder", folder, /is not executable/],
    ["needs a shell", "cat < kernel.py", /no shell reads it/],
    ["does not offer the format", command("exits"), /does not offer the format "fp16": choose from fp32/],
  ])("because it %s", async (_, line, message) => {
    await expect(loadProcess({ command: line, formats: ["fp16"], callSeconds: 1 })).rejects.toThrow(message);
  });
});

function isAlive(pid: number): boolean {
  if (existsSync("/proc")) return existsSync(`/proc/${pid}/exe`) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
