// The one place that loads onnxruntime-node, with what its JavaScript needs on newer versions of Node.

import { loadPeer } from "./load-peer.ts";

/** The API that onnxruntime-node and onnxruntime-web share (onnxruntime-common). */
export type OnnxRuntime = typeof import("onnxruntime-node");

let loading: Promise<OnnxRuntime> | undefined;

/** The module, loaded once. Throws EngineUnavailable when there is none. */
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
    const ort = await loadPeer<OnnxRuntime>("onnxruntime-node");
    new ort.Tensor("float16", new Uint16Array(1), [1]);
    return ort;
  } finally {
    if (hidden) Reflect.defineProperty(globalThis, "Float16Array", hidden);
  }
}
