// The one place that imports onnxruntime-node, an optional peer: 290 MB that only those pay for who test models.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { thrown } from "../contract/received.ts";
import { EngineUnavailable } from "./engine-unavailable.ts";

type OnnxRuntime = typeof import("onnxruntime-node");

let loading: Promise<OnnxRuntime> | undefined;

/** The module, imported once: from beside this package, else from the working folder. Throws EngineUnavailable when there is none. */
export function loadOnnxRuntime(): Promise<OnnxRuntime> {
  loading ??= load();
  return loading;
}

async function load(): Promise<OnnxRuntime> {
  // From Node 24 on the bindings take fp16 tensors for Float16Array and then refuse them ("not enough space: expected 16, got 0";
  // onnxruntime PR #32323). Without the global they use Uint16Array, as on older Node.
  if ("Float16Array" in globalThis) Reflect.deleteProperty(globalThis, "Float16Array");
  try {
    return await import("onnxruntime-node");
  } catch (besideUs) {
    try {
      const resolved = createRequire(join(process.cwd(), "normfuzz.js")).resolve("onnxruntime-node");
      const module = await import(pathToFileURL(resolved).href);
      return (module.default ?? module) as OnnxRuntime;
    } catch {
      throw new EngineUnavailable(
        `onnxruntime-node cannot be loaded (${thrown(besideUs)}): install it with ONNXRUNTIME_NODE_INSTALL=skip npm install --save-dev onnxruntime-node`,
      );
    }
  }
}
