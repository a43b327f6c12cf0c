// Whether shaders can run here: a Chromium that has a WebGPU adapter, looked for once by the tests that need one.

import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { loadWgslFile } from "../../../src/engines/browser/wgsl-file.ts";
import { chromiumPath, noChromium } from "../../browser/chromium.ts";

export const layernorm = new URL("../../../workers/layernorm.wgsl", import.meta.url).pathname;

/** The ready shader, loaded; or why tests are skipped. */
export async function readyShader(): Promise<LayerNormImplementation | string> {
  if (chromiumPath === undefined) return noChromium;
  try {
    return await loadWgslFile(layernorm, { callSeconds: 20 });
  } catch (error) {
    const { message } = error as Error;
    // Only what is missing here is a reason to skip: a shader that does not compile is a failure.
    if (/WebGPU has no adapter|has no WebGPU|does not start as a Chromium/.test(message)) return message;
    throw error;
  }
}
