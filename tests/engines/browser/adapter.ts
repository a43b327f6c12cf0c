// Whether shaders can run here: a Chromium that has a WebGPU adapter, looked for once by the tests that need one.

import { loadWgslFile } from "../../../src/engines/browser/wgsl-file.ts";
import { chromiumPath, noChromium } from "../../browser/chromium.ts";

export const layernorm = new URL("../../../workers/layernorm.wgsl", import.meta.url).pathname;

/** Why tests are skipped; undefined where they run. */
export async function whyNot(): Promise<string | undefined> {
  if (chromiumPath === undefined) return noChromium;
  try {
    await (await loadWgslFile(layernorm, { callSeconds: 30 })).dispose!();
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    // Only what is missing here is a reason to skip: a shader that does not compile is a failure.
    if (/WebGPU has no adapter|has no WebGPU|does not start as a Chromium/.test(message)) return message;
    throw error;
  }
}
