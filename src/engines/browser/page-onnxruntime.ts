// What runs in the page to call ONNX Runtime Web on its WebGPU provider, through models of one LayerNormalization that come with the calls. Sent to
// the browser as text: of other files it uses types, and what installBase left there.

import type { CallHeader } from "./answer-calls.ts";
import type { Readiness } from "./job.ts";
import type { PageBase } from "./page-base.ts";

// Typed loosely: its own types need those of the DOM.
declare const ort: any;

interface Runtime {
  readonly format: "fp32" | "fp16";
  /** Where its files are served. */
  readonly files: string;
}

/** Leaves `forward(call, base64, model)` behind as a global. */
export async function startOnnxRuntime({ format, files }: Runtime): Promise<Readiness> {
  const { bytesOf, textOf, nameOf, adapterFor, watch } = globalThis as unknown as PageBase;
  const found = await adapterFor(format);
  if ("error" in found) return found;
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = files;
  ort.env.logLevel = "error";
  // ε and the presence of B are part of a model; more sessions than these are not kept.
  const sessionsMax = 32;
  const sessions = new Map<string, any>();
  let last: Promise<unknown> = Promise.resolve();
  let watched: { check(): void } | undefined;

  async function sessionFor(model: string): Promise<any> {
    let session = sessions.get(model);
    if (session === undefined) {
      // Without a provider that has the node it must fail, not fall back to WebAssembly.
      session = await ort.InferenceSession.create(bytesOf(model), { executionProviders: ["webgpu"], extra: { session: { disable_cpu_ep_fallback: "1" } } });
      if (ort.env.webgpu.device) watched ??= watch(await ort.env.webgpu.device);
    }
    // A Map keeps insertion order: the one used last goes to the end, the one to close is at the front.
    sessions.delete(model);
    sessions.set(model, session);
    if (sessions.size > sessionsMax) {
      const [oldest] = sessions.keys();
      const closed = sessions.get(oldest!);
      sessions.delete(oldest!);
      await closed.release();
    }
    return session;
  }

  async function run({ rows, cols, gamma, beta }: CallHeader, base64: string, model: string): Promise<string> {
    const session = await sessionFor(model);
    const { buffer } = bytesOf(base64);
    const [type, Values, one] = format === "fp32" ? ["float32", Float32Array, 1] : ["float16", (globalThis as any).Float16Array ?? Uint16Array, 1];
    const values = new Values(buffer);
    const weight = (first: number) => values.slice(first, first + cols);
    const n = rows * cols;
    const tensor = (data: unknown, dims: number[]) => new ort.Tensor(type, data, dims);
    const feeds: Record<string, unknown> = { X: tensor(values.slice(0, n), [rows, cols]), Scale: tensor(gamma > 0 ? weight(n) : new Values(cols).fill(one), [cols]) };
    if (beta > 0) feeds.B = tensor(weight(n + gamma), [cols]);
    const { Y } = await session.run(feeds);
    const data = await Y.getData();
    watched?.check();
    return textOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  // One after another: outputs of runs that overlap are lost.
  (globalThis as any).forward = (call: CallHeader, base64: string, model: string) => {
    const answer = last.then(() => run(call, base64, model));
    last = answer.catch(() => undefined);
    return answer;
  };
  return { adapter: nameOf(found.adapter.info), version: ort.env.versions.web ?? ort.env.versions.common };
}
