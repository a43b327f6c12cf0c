// What runs in the page to call a user's shader: compiled once, then given buffers, call by call. Sent to the browser as text: of other files
// it uses types, and what installBase left there.

import type { CallHeader } from "./answer-calls.ts";
import type { Readiness } from "./job.ts";
import type { PageBase } from "./page-base.ts";
import type { WgslHeader } from "./wgsl-header.ts";

// Typed loosely: the types of the DOM would become global for all of the sources.
declare const GPUBufferUsage: any, GPUMapMode: any, GPUShaderStage: any;

interface Shader {
  readonly source: string;
  readonly header: WgslHeader;
}

/** Compiles the shader and leaves `forward(call, base64)` behind as a global. */
export async function startShader({ source, header }: Shader): Promise<Readiness> {
  const { bytesOf, textOf, nameOf, adapterFor, watch } = globalThis as unknown as PageBase;
  const { bindings, entry, format, rowsPerWorkgroup } = header;
  const bytesPerValue = format === "fp16" ? 2 : 4;
  const found = await adapterFor(format);
  if ("error" in found) return found;
  const { adapter } = found;
  const limits = ["maxStorageBufferBindingSize", "maxBufferSize", "maxComputeInvocationsPerWorkgroup", "maxComputeWorkgroupSizeX", "maxComputeWorkgroupStorageSize"];
  const device = await adapter.requestDevice({
    requiredFeatures: ["shader-f16", "subgroups"].filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
  watch(device);

  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code: source });
  const { messages } = await module.getCompilationInfo();
  await device.popErrorScope();
  const errors = messages.filter(({ type }: any) => type === "error");
  const shown = errors.slice(0, 3).map(({ lineNum, message }: any) => `line ${lineNum}: ${message}`);
  if (errors.length > 0) return { error: `does not compile: ${shown.join("; ")}${errors.length > 3 ? `; and ${errors.length - 3} more` : ""}` };

  const visibility = GPUShaderStage.COMPUTE;
  const kinds = { x: "read-only-storage", gamma: "read-only-storage", beta: "read-only-storage", y: "storage", shape: "uniform" };
  const used = (Object.keys(kinds) as (keyof typeof kinds)[]).filter((name) => bindings[name] !== null);
  device.pushErrorScope("validation");
  const group = device.createBindGroupLayout({ entries: used.map((name) => ({ binding: bindings[name], visibility, buffer: { type: kinds[name] } })) });
  const pipeline = device.createComputePipeline({ layout: device.createPipelineLayout({ bindGroupLayouts: [group] }), compute: { module, entryPoint: entry } });
  const invalid = await device.popErrorScope();
  if (invalid) return { error: `does not fit its header: ${firstLine(invalid)}` };

  (globalThis as any).forward = async ({ rows, cols, eps, gamma, beta }: CallHeader, base64: string): Promise<string> => {
    const bytes = bytesOf(base64);
    const y = new Uint8Array(rows * cols * bytesPerValue);
    const rowBytes = cols * bytesPerValue;
    const weights = (first: number, present: number, otherwise: 0 | 1) => (present > 0 ? bytes.subarray(first, first + rowBytes) : filled(cols, otherwise));
    const gammaBytes = weights(rows * rowBytes, gamma, 1);
    const betaBytes = weights((rows + (gamma > 0 ? 1 : 0)) * rowBytes, beta, 0);
    const flags = (gamma > 0 ? 1 : 0) + (beta > 0 ? 2 : 0);
    // A dispatch has at most 65535 workgroups a dimension (maxComputeWorkgroupsPerDimension).
    const rowsMax = 65535 * rowsPerWorkgroup;
    for (let first = 0; first < rows; first += rowsMax) {
      const count = Math.min(rowsMax, rows - first);
      y.set(await run(bytes.subarray(first * rowBytes, (first + count) * rowBytes), { count, cols, eps, flags, gammaBytes, betaBytes }), first * rowBytes);
    }
    return textOf(y);
  };
  return { adapter: nameOf(adapter.info) };

  async function run(x: Uint8Array, { count, cols, eps, flags, gammaBytes, betaBytes }: any): Promise<Uint8Array> {
    const buffers: any[] = [];
    const make = (usage: number, values: Uint8Array) => {
      const buffer = device.createBuffer({ size: Math.max(4, Math.ceil(values.length / 4) * 4), usage, mappedAtCreation: true });
      new Uint8Array(buffer.getMappedRange()).set(values);
      buffer.unmap();
      buffers.push(buffer);
      return buffer;
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
    const output = make(STORAGE | COPY_SRC, new Uint8Array(x.length).fill(0xff));
    const given = { x: make(STORAGE, x), gamma: make(STORAGE, gammaBytes), beta: make(STORAGE, betaBytes), y: output, shape: make(UNIFORM, new Uint8Array(shape.buffer)) };
    const bound = device.createBindGroup({ layout: group, entries: used.map((name) => ({ binding: bindings[name], resource: { buffer: given[name] } })) });
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
    const scopes = [device.popErrorScope(), device.popErrorScope()];
    try {
      for (const scope of scopes) {
        const error = await scope;
        if (error) throw new Error(firstLine(error));
      }
      await read.mapAsync(GPUMapMode.READ);
      return new Uint8Array(read.getMappedRange()).slice(0, x.length);
    } finally {
      for (const buffer of buffers) buffer.destroy();
    }
  }

  function filled(cols: number, value: 0 | 1): Uint8Array {
    return new Uint8Array(format === "fp32" ? new Float32Array(cols).fill(value).buffer : new Uint16Array(cols).fill(value * 0x3c00).buffer);
  }

  function firstLine({ message }: { message: string }): string {
    return message.split("\n")[0];
  }
}
