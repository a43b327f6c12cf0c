// A user's .wgsl file as an implementation, run by WebGPU in a headless Chromium.

import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import type { FixedParameters, LayerNormImplementation } from "../../contract/implementation.ts";
import { PluginError } from "../../contract/plugin-error.ts";
import { thrown } from "../../contract/received.ts";
import { type BrowserLimits, browserPlace, startBrowserKernel } from "./browser-kernel.ts";
import { parseWgslHeader, type ShaderBindings } from "./wgsl-header.ts";

/** A shader of a megabyte is a mistake, such as a model. */
const bytesMax = 2 ** 20;
/** A call goes to another process, to the page and to the GPU and back: as dear as some ten short rows on SwiftShader, and hundreds on a GPU. */
const rowsPerCall = 64;

/** The shader, held to its header's contract. Throws a PluginError that names the file and the fix. */
export async function loadWgslFile(path: string, limits: BrowserLimits): Promise<LayerNormImplementation> {
  const file = relative(process.cwd(), path) || path;
  const source = await readShader(path, file);
  const header = parseWgslHeader(source, file);
  const fixed = fixedOf(header.bindings);
  return startBrowserKernel({ job: { kind: "wgsl", file, source, header, ...browserPlace() }, where: file, contract: { arithmetic: "wgsl", ...header.contract }, fixed, rowsPerCall }, limits);
}

async function readShader(path: string, file: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw new PluginError(`${file}: the file is empty (0 bytes)`);
    if (size > bytesMax) throw new PluginError(`${file}: ${Math.ceil(size / 2 ** 20)} MiB, more than the ${bytesMax / 2 ** 20} MiB that are read: give the shader alone`);
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof PluginError) throw error;
    throw new PluginError(`${file}: cannot be read: ${thrown(error)}`);
  }
}

function fixedOf({ gamma, beta }: ShaderBindings): FixedParameters | undefined {
  if (gamma !== null && beta !== null) return undefined;
  return { ...(gamma === null && { gamma }), ...(beta === null && { beta }) };
}
