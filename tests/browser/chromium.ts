// A real Chromium for the tests of pages, where there is one.

import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../src/engines/browser/find-chromium.ts";

/** Its path, or why there is none. */
function found(): { readonly path?: string; readonly why: string } {
  try {
    return { path: findChromium(), why: "" };
  } catch (error) {
    return { why: (error as Error).message };
  }
}

/** `chromiumPath`: undefined where there is none; `noChromium`: why tests are skipped then. */
export const { path: chromiumPath, why: noChromium } = found();

export function launch(): Promise<Browser> {
  // Containers mostly lack the privileges of the sandbox, and the only page is ours.
  return chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
}
