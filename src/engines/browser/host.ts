// A program of its own that holds a browser and speaks docs/protocol.md: so a shader that hangs, a GPU that is lost or a browser that crashes
// costs a process, which is started again like any other, and nothing of it outlives us.

import type { Page } from "playwright-core";
import { layerNormalizationModel } from "../onnx-model.ts";
import { answerCalls, type CallHeader, say } from "./answer-calls.ts";
import type { Job, Readiness } from "./job.ts";
import { openPage, servedAt } from "./open-page.ts";
import { installBase } from "./page-base.ts";
import { startOnnxRuntime } from "./page-onnxruntime.ts";
import { startShader } from "./page-shader.ts";
import { startTfjs } from "./page-tfjs.ts";

declare const forward: (call: CallHeader, values: string, model: string) => Promise<string>;

const job = JSON.parse(process.argv[2]!) as Job;
/** Shaders are written for one, two and four columns at a time. */
const warmUpLengths = [1, 2, 4];
const label = job.kind === "wgsl" ? job.file : job.name;

async function main(): Promise<void> {
  const scripts = job.kind === "wgsl" ? [] : job.scripts;
  const { browser, page } = await openPage(job, scripts, end);
  await page.evaluate(installBase);
  await page.exposeFunction("normfuzzLost", end);
  for (const [index, script] of scripts.entries()) {
    const { address, name } = servedAt(script, index);
    await page.addScriptTag({ url: address + name });
  }
  const ready = await start(page);
  if ("error" in ready) return refuse(`${label}: ${ready.error}`);
  const { id: name, format } = job.kind === "wgsl" ? job.header : job;
  const description = `${label}${ready.version === undefined ? "" : ` ${ready.version}`} on WebGPU (${ready.adapter}), Chromium ${browser.version()}`;
  const call = async (one: CallHeader, values: Buffer) => {
    const model = job.kind === "onnxruntime" ? Buffer.from(layerNormalizationModel({ format, eps: one.eps, beta: one.beta > 0 })).toString("base64") : "";
    const y = await page.evaluate(([header, text, bytes]) => forward(header, text, bytes), [one, values.toString("base64"), model] as const);
    return Buffer.from(y, "base64");
  };
  // An engine loads itself, and compiles its shaders, with its first calls: some seconds that no later call takes. A user's shader is compiled.
  if (job.kind !== "wgsl") for (const cols of warmUpLengths) await call({ id: 0, format, rows: 1, cols, eps: 1e-5, gamma: cols, beta: cols, bytes: 0 }, Buffer.alloc(12 * cols));
  say({ normfuzz: 1, name, version: ready.version ?? "", description, formats: [format] });
  await answerCalls(call);
  await browser.close();
  process.exit(0);
}

function start(page: Page): Promise<Readiness> {
  switch (job.kind) {
    case "wgsl":
      return page.evaluate(startShader, { source: job.source, header: job.header });
    case "onnxruntime":
      return page.evaluate(startOnnxRuntime, { format: job.format, files: servedAt(job.scripts[0]!, 0).address });
    case "tfjs":
      return page.evaluate(startTfjs);
  }
}

/**
 * The last words: they are shown with the call that was lost. A device can be lost, and a browser end, by no fault of the kernel: this ends as
 * by a signal from outside, which counts against a kernel only where it can be shown again.
 */
function end(how: string): void {
  process.stderr.write(`${how}\n`, () => process.kill(process.pid, "SIGTERM"));
}

function refuse(error: string): void {
  process.stdout.write(`${JSON.stringify({ normfuzz: 1, error })}\n`, () => process.exit(1));
}

main().catch((error: unknown) => refuse(`${label}: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]!}`));
