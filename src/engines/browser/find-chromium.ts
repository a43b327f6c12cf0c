// Where Chromium is: what NORMFUZZ_CHROMIUM names, or where packages of the system put it.

import { existsSync } from "node:fs";
import { EngineUnavailable } from "../engine-unavailable.ts";

const places: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium"],
  darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"],
};

/** Its path. Throws EngineUnavailable when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.NORMFUZZ_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new EngineUnavailable(`NORMFUZZ_CHROMIUM is ${named}, and there is no such file: give the path of a Chromium or Chrome`);
    return named;
  }
  const found = (places[process.platform] ?? []).find((place) => existsSync(place));
  if (found === undefined) throw new EngineUnavailable("no Chromium: install one (Debian: apt install chromium), or set NORMFUZZ_CHROMIUM to the path of one");
  return found;
}
