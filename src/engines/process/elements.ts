// Values to the bytes of a storage format and back: little-endian, as the hardware of nearly everyone has them in memory, so that the other side
// need parse nothing.

import { endianness } from "node:os";
import type { StorageFormatId } from "../../contract/implementation.ts";
import { decodeFp16, encodeFp16 } from "../fp16-code.ts";

export const elementBytes: Readonly<Record<StorageFormatId, number>> = { fp64: 8, fp32: 4, fp16: 2, bf16: 2 };

/** The bytes of values that the format represents; NaN becomes the positive quiet one. */
export function encodeElements(format: StorageFormatId, values: Float64Array): Buffer {
  return littleEndian(format, bytesOf(codesOf(format, values)));
}

/** The values of whole elements; every NaN code gives NaN. */
export function decodeElements(format: StorageFormatId, bytes: Uint8Array): Float64Array {
  // A copy is aligned, and its bytes can be swapped.
  const own = littleEndian(format, Buffer.from(Uint8Array.from(bytes).buffer));
  switch (format) {
    case "fp64":
      return new Float64Array(own.buffer, own.byteOffset, own.length / 8);
    case "fp32":
      return Float64Array.from(new Float32Array(own.buffer, own.byteOffset, own.length / 4));
    case "fp16":
      return decodeFp16(new Uint16Array(own.buffer, own.byteOffset, own.length / 2));
    case "bf16": {
      // bf16 is the upper half of fp32.
      const upper = Uint32Array.from(new Uint16Array(own.buffer, own.byteOffset, own.length / 2), (code) => code * 2 ** 16);
      return Float64Array.from(new Float32Array(upper.buffer));
    }
  }
}

function codesOf(format: StorageFormatId, values: Float64Array): Float64Array | Float32Array | Uint16Array {
  switch (format) {
    case "fp64":
      return Float64Array.from(values);
    case "fp32":
      return Float32Array.from(values);
    case "fp16":
      return encodeFp16(values);
    case "bf16":
      return Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), (bits) => bits >>> 16);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array | Uint16Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

function littleEndian(format: StorageFormatId, bytes: Buffer): Buffer {
  if (endianness() === "LE") return bytes;
  const width = elementBytes[format];
  return width === 8 ? bytes.swap64() : width === 4 ? bytes.swap32() : bytes.swap16();
}
