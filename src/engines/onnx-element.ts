// Element types of ONNX tensors that a LayerNorm can have, and the way of their values into and out of typed arrays.

import type { StorageFormatId } from "../contract/implementation.ts";
import { decodeFp16, encodeFp16 } from "./fp16-code.ts";

/** Formats that ONNX Runtime's CPU kernels take. bf16 has no kernel there. */
export type TensorFormat = Extract<StorageFormatId, "fp16" | "fp32" | "fp64">;

export interface TensorElement {
  readonly format: TensorFormat;
  /** TensorProto.DataType (onnx.proto). */
  readonly code: number;
  /** Name in onnxruntime's API. */
  readonly type: "float16" | "float32" | "float64";
  /** The values as the data of a tensor; each must be a value of the format. */
  encode(values: Float64Array): Uint16Array | Float32Array | Float64Array;
  /** Bytes of a tensor (raw_data, little-endian) as values. */
  decode(bytes: Uint8Array): Float64Array;
}

export const tensorElements: Readonly<Record<TensorFormat, TensorElement>> = {
  fp16: { format: "fp16", code: 10, type: "float16", encode: encodeFp16, decode: (bytes) => decodeFp16(new Uint16Array(aligned(bytes))) },
  fp32: { format: "fp32", code: 1, type: "float32", encode: (values) => Float32Array.from(values), decode: (bytes) => Float64Array.from(new Float32Array(aligned(bytes))) },
  fp64: { format: "fp64", code: 11, type: "float64", encode: (values) => values.slice(), decode: (bytes) => new Float64Array(aligned(bytes)) },
};

/** The element with this TensorProto.DataType code, or undefined. */
export function elementOfCode(code: number): TensorElement | undefined {
  return Object.values(tensorElements).find((element) => element.code === code);
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

/** One implementation for each format, named after the engine and the format. */
export function onnxImplementations(engine: string): readonly { readonly id: string }[] {
  return Object.keys(tensorElements).map((format) => ({ id: `${engine}-${format}` }));
}

/** The format at the end of such an id. Throws a RangeError where there is none. */
export function tensorFormatOf(id: string): TensorFormat {
  const element = Object.values(tensorElements).find(({ format }) => id.endsWith(`-${format}`));
  if (element === undefined) throw new RangeError(`${id}: no tensor format ends this id; there are ${Object.keys(tensorElements).join(", ")}`);
  return element.format;
}
