// What every use of an ONNX Runtime shares: how a session is opened, and how values become tensors and come back.

import type { InferenceSession, Tensor } from "onnxruntime-node";
import { decodeFp16 } from "./fp16-code.ts";
import type { OnnxRuntime } from "./load-onnxruntime.ts";
import type { TensorElement } from "./onnx-element.ts";

/** Where a session runs: the native CPU kernels, or the same compiled to WebAssembly. */
export type ExecutionProvider = "cpu" | "wasm";

/** A session with one thread, so that a run does not depend on the machine's cores. */
export function openSession(ort: OnnxRuntime, model: Uint8Array, provider: ExecutionProvider = "cpu"): Promise<InferenceSession> {
  return ort.InferenceSession.create(model, { executionProviders: [provider], intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 });
}

/** Values of the element's format as a tensor. */
export function tensorOf(ort: OnnxRuntime, element: TensorElement, values: Float64Array, dims: readonly number[]): Tensor {
  return new ort.Tensor(element.type, element.encode(values), dims);
}

/** The values of a tensor. Half floats come as codes, or as Float16Array where the engine's JavaScript found one (Node 24 on). */
export function valuesOf(tensor: Tensor): Float64Array {
  const data = tensor.data as Uint16Array | Float32Array | Float64Array;
  return tensor.type === "float16" && data instanceof Uint16Array ? decodeFp16(data) : new Float64Array(data);
}
