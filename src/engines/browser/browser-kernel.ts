// A kernel in a browser as an implementation: the program that holds the browser is started, watched and started again as any program is.

import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withIsolation } from "../../contract/isolation.ts";
import type { ContractDeclaration, FixedParameters, ForwardShape, LayerNormImplementation } from "../../contract/implementation.ts";
import { PluginError } from "../../contract/plugin-error.ts";
import { validateImplementation } from "../../contract/validate.ts";
import { EngineUnavailable } from "../engine-unavailable.ts";
import { firstMissing, peerPath } from "../load-peer.ts";
import { StartFailure } from "../process/connection.ts";
import { ProcessEngine } from "../process/process-engine.ts";
import { findChromium } from "./find-chromium.ts";
import type { Job, Place } from "./job.ts";

/** What a browser and its processes may use: Chromium alone has half a gigabyte. */
const memoryMegabytesDefault = 4096;
/** Seconds from the start of the program to a page that has compiled its kernel. */
const startSeconds = 60;

export const playwrightPackage = "playwright-core";

export interface BrowserLimits {
  /** Seconds that a call may take. */
  readonly callSeconds: number;
  readonly memoryMegabytes?: number | undefined;
}

export interface BrowserKernel {
  readonly job: Job;
  /** For messages: the file or the engine. */
  readonly where: string;
  readonly contract: ContractDeclaration;
  readonly fixed?: FixedParameters | undefined;
  readonly rowsPerCall: number;
}

/** What is needed to open a page. Throws EngineUnavailable, with what to install. */
export function browserPlace(): Place {
  const missing = firstMissing([playwrightPackage]);
  if (missing !== undefined) throw new EngineUnavailable(missing);
  return { chromium: findChromium(), playwright: pathToFileURL(peerPath(playwrightPackage)!).href };
}

/** Starts the browser. Throws EngineUnavailable, or of a shader a PluginError, with what the browser, the adapter or the compiler said. */
export async function startBrowserKernel({ job, where, contract, fixed, rowsPerCall }: BrowserKernel, { callSeconds, memoryMegabytes = memoryMegabytesDefault }: BrowserLimits): Promise<LayerNormImplementation> {
  const engine = new ProcessEngine({ words: [...hostProgram(), JSON.stringify(job)], callSeconds, memoryMegabytes, startSeconds });
  try {
    const { name, version, description, formats } = await engine.start();
    const [format] = [...formats.keys()];
    const implementation = validateImplementation(
      {
        id: name,
        format,
        description,
        // Of a shader there is none: it is the user's.
        ...(version === "" ? {} : { version }),
        contract,
        ...(fixed === undefined ? {} : { fixed }),
        rowsPerCall,
        forward: (x: Float64Array, shape: ForwardShape) => engine.call({ format: format!, x, ...shape }),
        dispose: () => engine.end(),
      },
      where,
    );
    return withIsolation(implementation, engine);
  } catch (error) {
    await engine.end();
    // A shader of the user's is there, whatever is wrong; an engine that cannot run here is as one that is not installed.
    if (error instanceof StartFailure) throw job.kind === "wgsl" ? new PluginError(error.message) : new EngineUnavailable(error.message);
    throw error;
  }
}

function hostProgram(): string[] {
  const source = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(new URL(source ? "./host.ts" : "./host.js", import.meta.url));
  const loader = source ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];
  return [process.execPath, ...loader, program];
}
