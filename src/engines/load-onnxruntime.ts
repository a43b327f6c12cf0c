// The one place that loads an ONNX Runtime: each with a copy of onnxruntime-common of its own, where they would share more than code.

import { createRequire } from "node:module";
import { loadPeer } from "./load-peer.ts";

/** The API that onnxruntime-node and onnxruntime-web share (onnxruntime-common). */
export type OnnxRuntime = typeof import("onnxruntime-node");

export type OnnxRuntimePackage = "onnxruntime-node" | "onnxruntime-web";

const loaded = new Map<OnnxRuntimePackage, OnnxRuntime>();

/** The module, loaded once. Throws EngineUnavailable when there is none. */
export function loadOnnxRuntime(name: OnnxRuntimePackage): OnnxRuntime {
  let ort = loaded.get(name);
  if (ort === undefined) loaded.set(name, (ort = alone(() => (name === "onnxruntime-node" ? withoutFloat16Array(load) : load()))));
  return ort;

  function load(): OnnxRuntime {
    const module = loadPeer<OnnxRuntime>(name);
    // The first tensor makes it look for Float16Array.
    new module.Tensor("float16", new Uint16Array(1), [1]);
    return module;
  }
}

/**
 * Where onnxruntime-node and onnxruntime-web share onnxruntime-common, as npm lays them out, both register a backend for "cpu" there, and the
 * native kernels are not what runs: each is loaded with a copy of its own.
 */
function alone<T>(load: () => T): T {
  forgetCommon();
  try {
    return load();
  } finally {
    forgetCommon();
  }
}

function forgetCommon(): void {
  const { cache } = createRequire(import.meta.url);
  for (const path of Object.keys(cache)) if (/[\\/]onnxruntime-common[\\/]/.test(path)) delete cache[path];
}

/**
 * Where there is a Float16Array (Node 24 on), the JavaScript of onnxruntime-node hands half floats over as such, and its native part refuses them:
 * "not enough space: expected 16, got 0" (onnxruntime PR #32323). It looks once, when the first tensor is made.
 */
function withoutFloat16Array<T>(load: () => T): T {
  const hidden = Reflect.getOwnPropertyDescriptor(globalThis, "Float16Array");
  Reflect.deleteProperty(globalThis, "Float16Array");
  try {
    return load();
  } finally {
    if (hidden) Reflect.defineProperty(globalThis, "Float16Array", hidden);
  }
}
