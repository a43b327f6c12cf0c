// The backward pass of a program: asked for only where it says that it has one, answered with dx, dγ and dβ, and nothing that it does there is worse for us,
// or less its own fault, than in a forward call.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { smallestLoss } from "../../../src/campaign/smallest-loss.ts";
import { verify } from "../../../src/campaign/verify.ts";
import { invoke } from "../../../src/contract/invoke.ts";
import { invokeBackward } from "../../../src/contract/invoke-backward.ts";
import { isolationOf } from "../../../src/contract/isolation.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { loadProcess } from "../../../src/engines/process/load-process.ts";
import { exactGradient } from "../../../src/oracle/gradient.ts";
import type { Batch } from "../../../src/oracle/row.ts";
import { command } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "normfuzz-backward-"));
const load = async (mode: string) => (await loadProcess({ command: command(`${mode} backward`, join(folder, "survivors")), callSeconds: 1, memoryMegabytes: 300 }))[0]!;
const batch = (dy: readonly number[]): Batch => ({ rows: 2, cols: 2, x: Float64Array.of(1, 3, 2, -2), dy: Float64Array.from(dy), eps: Math.fround(1e-5), gamma: Float64Array.of(1, 2), beta: undefined });
const [good, bad] = [batch([1, 0, 0.5, 2]), batch([1, 0, 0.5, 96])];

type Kernel = Awaited<ReturnType<typeof load>>;
const ask = async (kernel: Kernel, input: Batch) => invokeBackward(kernel, resolveContract(kernel), input);

describe.concurrent("the backward pass of a program", () => {
  it("is not there where it does not say so", async () => {
    const [kernel] = await loadProcess({ command: command("answers"), callSeconds: 1 });
    expect(kernel!.backward).toBeUndefined();
    await kernel!.dispose!();
  });

  it("is dx, dγ and dβ, between forward calls", async () => {
    const kernel = await load("answers");
    const [forward, backward] = await Promise.all([invoke(kernel, resolveContract(kernel), good), ask(kernel, good)]);
    expect(forward.y).toHaveLength(4);
    const { dx, dgamma, dbeta } = backward.gradients!.given;
    const exact = [0, 1].flatMap((r) => [...exactGradient({ x: good.x.subarray(2 * r, 2 * r + 2), eps: good.eps, gamma: good.gamma, beta: undefined }, good.dy!.subarray(2 * r, 2 * r + 2))!.dx]);
    dx.forEach((value, i) => expect(value).toBeCloseTo(exact[i]!, 9));
    expect(Array.from(dgamma!, (value) => Number(value.toFixed(3)))).toEqual([-0.5, -2]);
    expect([...dbeta!]).toEqual([1.5, 2]);
    await kernel.dispose!();
  });

  it.each([
    ["hangs", "no-answer", /^backward did not return within 1 s$/],
    ["crashes", "crash", /^backward crashed: SIGSEGV \(segmentation fault/],
    ["dies half-way", "crash", /^backward ended the program \(exit code 1\); 2 of the 32 bytes of its answer came/],
    ["stops half-way", "no-answer", /; 2 of the 32 bytes of its answer came/],
    ["promises too much", "protocol", /^backward answered with "bytes": 1099511627776, where 4 × 2 fp32 values have 32/],
    ["prints to standard output", "protocol", /^backward printed "debug: sum = 1024" to standard output/],
  ])("%s: loses that call, and is started again", async (mode, kind, message) => {
    const kernel = await load(mode);
    expect((await ask(kernel, bad)).failure).toEqual({ kind, message: expect.stringMatching(message) });
    expect((await ask(kernel, good)).failure).toBeUndefined();
    expect(isolationOf(kernel)!.losses).toBe(1);
    await kernel.dispose!();
  });

  it.each([
    ["says why it cannot", /^backward threw Error: 1024 is too much for me$/],
    ["answers too few", /^backward threw Error: answered with 7 values, where dx of 2 × 2, dγ and dβ of 2 each are 8$/],
    ["answers too many", /^backward threw Error: answered with 9 values/],
    ["answers dx alone", /^backward threw Error: answered with 4 values/],
  ])("%s: it has answered, and goes on as it is", async (mode, message) => {
    const kernel = await load(mode);
    expect((await ask(kernel, bad)).failure).toEqual({ kind: "throws", message: expect.stringMatching(message) });
    expect((await ask(kernel, good)).failure).toBeUndefined();
    expect(isolationOf(kernel)!.losses).toBe(0);
    await kernel.dispose!();
  });

  it("may be NaN with any payload", async () => {
    const kernel = await load("answers with payloads of NaN");
    const { failure, gradients } = await ask(kernel, bad);
    expect(failure).toBeUndefined();
    for (const values of Object.values(gradients!.given)) expect([...(values as Float64Array)].every(Number.isNaN)).toBe(true);
    await kernel.dispose!();
  });

  it("answers too few: a run names backward-answers, with the smallest input", async () => {
    const kernel = await load("answers too few");
    const result = await verify(kernel, { seed: "backward", runs: 1600, runsMin: 1, seconds: Infinity, elementsMax: 60, callSeconds: 10, regressions: join(folder, "none"), properties: ["backward-answers"] });
    expect(result.properties.filter(({ status }) => status === "fail").map(({ property }) => property)).toEqual(["backward-answers"]);
    const { minimal } = result.properties.find(({ status }) => status === "fail")!.counterexample!;
    expect([minimal.batch.rows, minimal.batch.cols]).toEqual([1, 1]);
    expect(Math.abs(minimal.batch.dy![0]!)).toBeGreaterThanOrEqual(64);
    await kernel.dispose!();
  });

  it("crashes: the smallest input that does it is searched by backward calls, in processes that start anew", async () => {
    const kernel = await load("crashes");
    const loss = await smallestLoss({ implementation: kernel, contract: resolveContract(kernel), isolation: isolationOf(kernel)!, batch: bad, secondsMax: 5 });
    expect(loss).toMatchObject({ kind: "crash", message: expect.stringMatching(/^backward crashed: SIGSEGV/) });
    expect([loss!.batch.rows, loss!.batch.cols]).toEqual([1, 1]);
    expect(Math.abs(loss!.batch.dy![0]!)).toBeGreaterThanOrEqual(64);
    await kernel.dispose!();
  });
});
