// The one place that loads onnxruntime-node, with what its JavaScript needs on newer versions of Node.

import { createRequire } from "node:module";
import { loadPeer } from "./load-peer.ts";

/** The API that onnxruntime-node and onnxruntime-web share (onnxruntime-common). */
export type OnnxRuntime = typeof import("onnxruntime-node");

let loaded: OnnxRuntime | undefined;

/** The module, loaded once. Throws EngineUnavailable when there is none. */
export function loadOnnxRuntime(): OnnxRuntime {
  loaded ??= load();
  return loaded;
}

function load(): OnnxRuntime {
  // Where there is a Float16Array (Node 24 on), the engine's JavaScript hands half floats over as such, and its native part refuses them:
  // "not enough space: expected 16, got 0" (onnxruntime PR #32323). It looks once, when the first tensor is made.
  const hidden = Reflect.getOwnPropertyDescriptor(globalThis, "Float16Array");
  if (hidden === undefined) return loadPeer<OnnxRuntime>("onnxruntime-node");
  // onnxruntime-web may share the package that looks, onnxruntime-common, and wants to see it: each gets a copy of its own.
  forgetCommon();
  Reflect.deleteProperty(globalThis, "Float16Array");
  try {
    const ort = loadPeer<OnnxRuntime>("onnxruntime-node");
    new ort.Tensor("float16", new Uint16Array(1), [1]);
    return ort;
  } finally {
    Reflect.defineProperty(globalThis, "Float16Array", hidden);
    forgetCommon();
  }
}

function forgetCommon(): void {
  const { cache } = createRequire(import.meta.url);
  for (const path of Object.keys(cache)) if (/[\\/]onnxruntime-common[\\/]/.test(path)) delete cache[path];
}
