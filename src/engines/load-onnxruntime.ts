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
  // Where there is a Float16Array (Node 24 on), the engine's JavaScript hands half floats over as such, and its native part refuses them:
  // "not enough space: expected 16, got 0" (onnxruntime PR #32323). It looks once, when the first tensor is made.
  const hidden = Reflect.getOwnPropertyDescriptor(globalThis, "Float16Array");
  Reflect.deleteProperty(globalThis, "Float16Array");
  try {
    const ort = await importOnnxRuntime();
    new ort.Tensor("float16", new Uint16Array(1), [1]);
    return ort;
  } finally {
    if (hidden) Reflect.defineProperty(globalThis, "Float16Array", hidden);
  }
}

async function importOnnxRuntime(): Promise<OnnxRuntime> {
  try {
    return await import("onnxruntime-node");
  } catch (besideUs) {
    try {
      const resolved = createRequire(join(process.cwd(), "normfuzz.js")).resolve("onnxruntime-node");
      const module: { default: OnnxRuntime } = await import(pathToFileURL(resolved).href);
      return module.default;
    } catch {
      throw new EngineUnavailable(
        `onnxruntime-node cannot be loaded (${thrown(besideUs)}): install it with ONNXRUNTIME_NODE_INSTALL=skip npm install --save-dev onnxruntime-node`,
      );
    }
  }
}
