// A real Chromium for the tests of the page, where there is one: Debian's, or the one that NORMFUZZ_CHROMIUM names.

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [process.env.NORMFUZZ_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Its path; undefined where there is none. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** Why tests are skipped. */
export const noChromium = "no Chromium: install Debian's package chromium, or set NORMFUZZ_CHROMIUM to one";

export function launch(): Promise<Browser> {
  // Containers mostly lack the privileges of the sandbox, and the only page is ours.
  return chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
}
