// Engines are optional peers, hundreds of megabytes that only those pay for who test them: looked for in the user's project first, so that the
// version there is the one that is tested.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { thrown } from "../contract/received.ts";
import { EngineUnavailable } from "./engine-unavailable.ts";

/** onnxruntime-node's install script downloads kernels for other hardware; those for the CPU are in the package. */
const installPrefix: Readonly<Record<string, string>> = { "onnxruntime-node": "ONNXRUNTIME_NODE_INSTALL=skip " };

/** The module's exports. Throws EngineUnavailable, with the line that installs it. */
export function loadPeer<T>(name: string): T {
  const path = peerPath(name);
  if (path === undefined) throw new EngineUnavailable(missing(name));
  try {
    return createRequire(path)(path) as T;
  } catch (error) {
    throw new EngineUnavailable(`${name} cannot be loaded from ${dirname(path)} (${thrown(error)}): ${howToInstall(name)}`);
  }
}

/** Where `require` finds it from the working folder, else from beside this package. */
export function peerPath(name: string): string | undefined {
  for (const from of [join(process.cwd(), "normfuzz.js"), import.meta.url]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // The next place, or none.
    }
  }
  return undefined;
}

/** The first of the packages that is not there, as a line that says how to install it; undefined when all are. */
export function firstMissing(names: readonly string[]): string | undefined {
  const name = names.find((one) => peerPath(one) === undefined);
  return name && missing(name);
}

function missing(name: string): string {
  return `${name} is not installed: ${howToInstall(name)}`;
}

function howToInstall(name: string): string {
  return `install it with ${installPrefix[name] ?? ""}npm install --save-dev ${name}`;
}
