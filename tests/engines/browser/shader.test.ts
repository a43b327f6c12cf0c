// Shaders in a real Chromium: the one that people copy passes, wrong ones are told, and what a shader can do to a browser costs one call.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verify } from "../../../src/campaign/verify.ts";
import oracleAgreement from "../../../properties/oracle-agreement.ts";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { isolationOf } from "../../../src/contract/isolation.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { runTrial } from "../../../src/contract/trial.ts";
import { findChromium } from "../../../src/engines/browser/find-chromium.ts";
import { loadWgslFile } from "../../../src/engines/browser/wgsl-file.ts";
import { layernorm, readyShader } from "./adapter.ts";

const ready = await readyShader();
const reason = typeof ready === "string" ? ready : undefined;
if (reason !== undefined) console.warn(`tests/engines/browser: skipped: ${reason}`);

const folder = mkdtempSync(join(tmpdir(), "normfuzz-shader-"));
const source = readFileSync(layernorm, "utf8");
const plain = { eps: 1e-5, gamma: undefined, beta: undefined };
const settings = { seed: "shader", runs: 25, runsMin: 1, seconds: 3, callSeconds: 20, elementsMax: 64, regressions: join(folder, "none"), maps: false };

function shader(name: string, text: string): string {
  const file = join(folder, `${name}.wgsl`);
  writeFileSync(file, text);
  return file;
}

describe.skipIf(reason !== undefined)(`shaders in Chromium${reason === undefined ? "" : ` (${reason})`}`, () => {
  it("the ready one passes, with γ, β and neither, on lengths about its workgroup", async () => {
    const kernel = ready as LayerNormImplementation;
    expect(kernel.description).toMatch(/layernorm.wgsl on WebGPU \(.+\), Chromium \d+/);
    const y = await kernel.forward(Float64Array.of(1, 3, 1, 3), { rows: 2, cols: 2, eps: 0, gamma: Float64Array.of(1, 2), beta: Float64Array.of(0, 8) });
    expect([...(y as Float64Array)]).toEqual([-1, 10, -1, 10]);
    const result = await verify(kernel, settings);
    expect(result.error).toBeUndefined();
    expect(result.properties.filter(({ status }) => status === "fail")).toEqual([]);
    await kernel.dispose!();
  });

  it("a one-pass variance is accused under WGSL's arithmetic too", async () => {
    const onePass = source.replace("let d = x[first + i] - mean; squares += d * d;", "squares += x[first + i] * x[first + i];").replace("/ f32(shape.cols) + shape.eps", "/ f32(shape.cols) - mean * mean + shape.eps");
    expect(onePass).not.toContain("squares += d * d");
    const kernel = await loadWgslFile(shader("one-pass", onePass), { callSeconds: 20 });
    // κ = 160000: E[x²] − E[x]² is negative, two passes are not troubled.
    const batch = { rows: 1, cols: 2, ...plain, x: Float64Array.of(512 + 2 ** -14, 512 + 2 ** -13), eps: Math.fround(1e-5) };
    expect((await runTrial(kernel, resolveContract(kernel), oracleAgreement, batch)).kind).toBe("violated");
    await kernel.dispose!();
  });

  it.each([
    ["names what is not there", source.replaceAll("sums[thread]", "sums[thraed]"), /: does not compile: line 16: unresolved value 'thraed'/],
    ["has other bindings", source.replace("var<storage, read> x", "var<storage, read_write> x"), /: does not fit its header: /],
  ])("a shader that %s is refused with what the compiler says", async (name, text, message) => {
    const file = shader(name.replaceAll(" ", "-"), text);
    await expect(loadWgslFile(file, { callSeconds: 5 })).rejects.toThrow(message);
  });

  it("a shader that never ends loses that call, and the next meets a fresh browser", async () => {
    // The loop's end depends on the row, so that no compiler can take it away.
    const endless = source.replace("var sum = 0.0;", "var sum = 0.0; while (x[first] == 7.0) { sums[thread] += sums[63u - thread]; }");
    const kernel = await loadWgslFile(shader("endless", endless), { callSeconds: 2 });
    const isolation = isolationOf(kernel)!;
    const call = async (x: number) => await kernel.forward(Float64Array.of(x, x + 2), { ...plain, rows: 1, cols: 2 });
    await expect(call(7)).rejects.toMatchObject({ kind: expect.stringMatching(/^(no-answer|crash)$/) });
    isolation.callSeconds = 20;
    expect((await call(1)).length).toBe(2);
    expect(isolation.losses).toBe(1);
    await kernel.dispose!();
  });
});

describe("a Chromium", () => {
  it("that is named and not there is an error that names it", () => {
    expect(() => findChromium({ NORMFUZZ_CHROMIUM: "/no/such/chromium" })).toThrow(/^NORMFUZZ_CHROMIUM is \/no\/such\/chromium, and there is no such file: give the path/);
  });
});
