// A call as it is sent: a line of header, then the values. docs/protocol.md describes every byte.

import type { ForwardShape, StorageFormatId } from "../../contract/implementation.ts";
import { bitsText } from "../../formats/bits.ts";
import { formatOf } from "../../formats/format-of.ts";
import { elementBytes, encodeElements } from "./elements.ts";

export interface Request extends ForwardShape {
  readonly id: number;
  readonly format: StorageFormatId;
  readonly x: Float64Array;
  /** There in a call of the backward pass, as many values as x. */
  readonly dy?: Float64Array | undefined;
}

/** How a program wants to be spoken to. */
export type Mode = "binary" | "text";

export function requestBytes(request: Request, mode: Mode): Buffer {
  return mode === "text" ? Buffer.from(requestText(request)) : requestBinary(request);
}

function requestBinary({ id, format, rows, cols, eps, x, dy, gamma, beta }: Request): Buffer {
  const values = [x, dy, gamma, beta].filter((array) => array !== undefined);
  const bytes = values.reduce((sum, { length }) => sum + length * elementBytes[format], 0);
  // The order of the fields and the absence of spaces are promised: a program without a JSON parser reads the line with scanf.
  const header = JSON.stringify({ id, format, rows, cols, eps, gamma: gamma?.length ?? 0, beta: beta?.length ?? 0, ...(dy === undefined ? {} : { dy: dy.length }), bytes });
  return Buffer.concat([Buffer.from(`${header}\n`), ...values.map((array) => encodeElements(format, array))]);
}

function requestText({ id, format, rows, cols, eps, x, dy, gamma, beta }: Request): string {
  const header = [id, format, rows, cols, eps, gamma?.length ?? 0, beta?.length ?? 0, ...(dy === undefined ? [] : [dy.length])].join(" ");
  const lines = (values: Float64Array) => Array.from({ length: rows }, (_, r) => hexLine(format, values.subarray(r * cols, (r + 1) * cols)));
  return [header, ...lines(x), ...(dy === undefined ? [] : lines(dy)), ...[gamma, beta].flatMap((array) => (array === undefined ? [] : [hexLine(format, array)]))].map((line) => `${line}\n`).join("");
}

function hexLine(format: StorageFormatId, values: Float64Array): string {
  const storage = formatOf(format);
  return Array.from(values, (value) => bitsText(storage, value).slice(2)).join(" ");
}
