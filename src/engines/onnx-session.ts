// What every use of onnxruntime-node shares: how a session is opened, and how values become tensors and come back.

import type { InferenceSession, Tensor } from "onnxruntime-node";
import { decodeFp16 } from "./fp16-code.ts";
import { loadOnnxRuntime } from "./load-onnxruntime.ts";
import type { TensorElement } from "./onnx-element.ts";

/** A session on the CPU with one thread, so that a run does not depend on the machine's cores. */
export async function openSession(model: Uint8Array): Promise<InferenceSession> {
  const ort = await loadOnnxRuntime();
  return ort.InferenceSession.create(model, { executionProviders: ["cpu"], intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 });
}

/** Values of the element's format as a tensor. */
export async function tensorOf(element: TensorElement, values: Float64Array, dims: readonly number[]): Promise<Tensor> {
  const ort = await loadOnnxRuntime();
  return new ort.Tensor(element.type, element.encode(values), dims);
}

/** The values of a tensor. Half floats come as codes, or as Float16Array where the engine's JavaScript found one. */
export function valuesOf(tensor: Tensor): Float64Array {
  const data = tensor.data as Uint16Array | Float32Array | Float64Array;
  return tensor.type === "float16" && data instanceof Uint16Array ? decodeFp16(data) : new Float64Array(data);
}
