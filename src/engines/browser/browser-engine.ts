// An engine that people install, called on WebGPU in a headless Chromium: its scripts are taken from the user's project and loaded into the page.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { EngineUnavailable } from "../engine-unavailable.ts";
import { firstMissing, peerPath } from "../load-peer.ts";
import { type BrowserLimits, browserPlace, startBrowserKernel } from "./browser-kernel.ts";
import type { EngineJob } from "./job.ts";

/** A call goes to another process, to the page and to the GPU and back. */
const rowsPerCall = 64;

export interface BrowserEngine extends Omit<EngineJob, "scripts"> {
  /** Each as a package and a file in it. */
  readonly scripts: readonly (readonly [name: string, file: string])[];
}

/** The engine in a page, held to the contract "stable" in WGSL's arithmetic. Throws EngineUnavailable. */
export function loadBrowserEngine({ scripts, ...job }: BrowserEngine, limits: BrowserLimits): Promise<LayerNormImplementation> {
  const missing = firstMissing(scripts.map(([name]) => name));
  if (missing !== undefined) throw new EngineUnavailable(missing);
  const paths = scripts.map(([name, file]) => scriptPath(name, file));
  return startBrowserKernel({ job: { ...job, scripts: paths, ...browserPlace() }, where: job.id, contract: { accumulator: "fp32", algorithm: "stable", arithmetic: "wgsl" }, rowsPerCall }, limits);
}

/** The file of the package, wherever its entry point is. */
function scriptPath(name: string, file: string): string {
  for (let folder = dirname(peerPath(name)!); ; folder = dirname(folder)) {
    const path = join(folder, file);
    if (existsSync(path)) return path;
    if (folder === dirname(folder) || folder.endsWith(join("node_modules", ...name.split("/")))) throw new EngineUnavailable(`${name} is installed, but has no ${file}: install a version of it that has`);
  }
}
