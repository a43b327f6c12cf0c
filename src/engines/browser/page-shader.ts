// What runs in the page to call a user's shader: compiled once, then given buffers, call by call. It is sent to the browser as text, so it
// must not use anything from outside of its own body.

import type { CallHeader } from "./answer-calls.ts";
import type { WgslHeader } from "./wgsl-header.ts";

// Typed loosely: the types of the DOM would become global for all of the sources.
declare const navigator: any, GPUBufferUsage: any, GPUMapMode: any, GPUShaderStage: any;

/** What the page says when it is ready: which adapter it has; or why it cannot. */
export type Readiness = { readonly adapter: string } | { readonly error: string };

interface Shader {
  readonly source: string;
  readonly header: WgslHeader;
}

/** Compiles the shader and leaves `forward(call, base64)` behind as a global. */
export async function startShader({ source, header }: Shader): Promise<Readiness> {
  const global = globalThis as any;
  const { bindings, entry, format, rowsPerWorkgroup } = header;
  const bytesPerValue = format === "fp16" ? 2 : 4;
  if (!navigator.gpu) return { error: "this browser has no WebGPU (navigator.gpu)" };
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) return { error: "WebGPU has no adapter here, neither a GPU nor SwiftShader" };
  if (format === "fp16" && !adapter.features.has("shader-f16")) return { error: `the adapter (${nameOf(adapter.info)}) has no f16 (feature shader-f16): declare "format":"fp32", or run where the GPU has it` };
  const limits = Object.fromEntries(["maxStorageBufferBindingSize", "maxBufferSize", "maxComputeInvocationsPerWorkgroup", "maxComputeWorkgroupSizeX", "maxComputeWorkgroupStorageSize"].map((name) => [name, adapter.limits[name]]));
  const wanted = ["shader-f16", "subgroups"].filter((feature) => adapter.features.has(feature));
  const device = await adapter.requestDevice({ requiredFeatures: wanted, requiredLimits: limits });
  device.lost.then(({ message }: { message: string }) => global.normfuzzLost(`lost the GPU device: ${message.trim() || "no reason was given"}`));

  const module = device.createShaderModule({ code: source });
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }: any) => type === "error");
  if (errors.length > 0) return { error: `does not compile: ${errors.slice(0, 3).map(({ lineNum, message }: any) => `line ${lineNum}: ${message}`).join("; ")}${errors.length > 3 ? `; and ${errors.length - 3} more` : ""}` };

  const visibility = GPUShaderStage.COMPUTE;
  const kinds: [number | null, string][] = [
    [bindings.x, "read-only-storage"],
    [bindings.gamma, "read-only-storage"],
    [bindings.beta, "read-only-storage"],
    [bindings.y, "storage"],
    [bindings.shape, "uniform"],
  ];
  device.pushErrorScope("validation");
  const group = device.createBindGroupLayout({ entries: kinds.filter(([binding]) => binding !== null).map(([binding, type]) => ({ binding, visibility, buffer: { type } })) });
  const pipeline = device.createComputePipeline({ layout: device.createPipelineLayout({ bindGroupLayouts: [group] }), compute: { module, entryPoint: entry } });
  const invalid = await device.popErrorScope();
  if (invalid) return { error: `does not fit its header: ${invalid.message.split("\n")[0]}` };

  global.forward = async ({ rows, cols, eps, gamma, beta }: CallHeader, base64: string): Promise<string> => {
    const bytes = bytesOf(base64);
    const y = new Uint8Array(rows * cols * bytesPerValue);
    const rowBytes = cols * bytesPerValue;
    const xBytes = rows * rowBytes;
    const weights = (first: number, present: number, otherwise: number) => (present > 0 ? bytes.subarray(first, first + rowBytes) : filled(cols, otherwise));
    const gammaBytes = weights(xBytes, gamma, 1);
    const betaBytes = weights(xBytes + gamma * bytesPerValue, beta, 0);
    const flags = (gamma > 0 ? 1 : 0) + (beta > 0 ? 2 : 0);
    // More workgroups than these are more than one dispatch may have.
    const rowsMax = 65535 * rowsPerWorkgroup;
    for (let first = 0; first < rows; first += rowsMax) {
      const count = Math.min(rowsMax, rows - first);
      const part = await run(bytes.subarray(first * rowBytes, (first + count) * rowBytes), { count, cols, eps, flags, gammaBytes, betaBytes });
      y.set(part, first * rowBytes);
    }
    return textOf(y);
  };
  return { adapter: nameOf(adapter.info) };

  async function run(x: Uint8Array, { count, cols, eps, flags, gammaBytes, betaBytes }: any): Promise<Uint8Array> {
    const buffers: any[] = [];
    const buffer = (usage: number, values: Uint8Array) => {
      const one = device.createBuffer({ size: Math.max(4, Math.ceil(values.length / 4) * 4), usage, mappedAtCreation: true });
      new Uint8Array(one.getMappedRange()).set(values);
      one.unmap();
      buffers.push(one);
      return one;
    };
    const shape = new DataView(new ArrayBuffer(16));
    shape.setUint32(0, count, true);
    shape.setUint32(4, cols, true);
    shape.setFloat32(8, eps, true);
    shape.setUint32(12, flags, true);
    device.pushErrorScope("out-of-memory");
    device.pushErrorScope("validation");
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    // What the shader does not write shows as NaN.
    const output = buffer(STORAGE | COPY_SRC, new Uint8Array(x.length).fill(0xff));
    const given: [number | null, any][] = [
      [bindings.x, buffer(STORAGE, x)],
      [bindings.gamma, buffer(STORAGE, gammaBytes)],
      [bindings.beta, buffer(STORAGE, betaBytes)],
      [bindings.y, output],
      [bindings.shape, buffer(UNIFORM, new Uint8Array(shape.buffer))],
    ];
    const bound = device.createBindGroup({ layout: group, entries: given.filter(([binding]) => binding !== null).map(([binding, resource]) => ({ binding, resource: { buffer: resource } })) });
    const read = device.createBuffer({ size: output.size, usage: COPY_DST | MAP_READ });
    buffers.push(read);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bound);
    pass.dispatchWorkgroups(Math.ceil(count / rowsPerWorkgroup));
    pass.end();
    encoder.copyBufferToBuffer(output, 0, read, 0, output.size);
    device.queue.submit([encoder.finish()]);
    const [invalid, exhausted] = [device.popErrorScope(), device.popErrorScope()];
    try {
      const error = (await invalid) ?? (await exhausted);
      if (error) throw new Error(error.message.split("\n")[0]);
      await read.mapAsync(GPUMapMode.READ);
      return new Uint8Array(read.getMappedRange()).slice(0, x.length);
    } finally {
      for (const one of buffers) one.destroy();
    }
  }

  function filled(cols: number, value: number): Uint8Array {
    if (format === "fp32") return new Uint8Array(new Float32Array(cols).fill(value).buffer);
    return new Uint8Array(new Uint16Array(cols).fill(value === 1 ? 0x3c00 : 0).buffer);
  }

  function bytesOf(base64: string): Uint8Array {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }

  function textOf(bytes: Uint8Array): string {
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  }

  function nameOf({ vendor, architecture, device, description }: any): string {
    return [...new Set([vendor, architecture, device, description])].filter(Boolean).join(" ") || "an adapter without a name";
  }
}
