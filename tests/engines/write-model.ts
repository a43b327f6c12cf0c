// ONNX models for tests: a LayerNormalization with whatever shape, weights and company a test wants.

import { type TensorFormat, tensorElements } from "../../src/engines/onnx-element.ts";
import { bytesField, floatField, intField, join, stringField } from "../../src/engines/protobuf.ts";

type Dims = readonly (number | string)[];

export interface TestModel {
  readonly format?: TensorFormat;
  readonly x?: Dims;
  /** Weights inside the file; "input": given from outside; undefined: none. */
  readonly gamma?: readonly number[] | "input" | "none";
  readonly beta?: readonly number[] | "input" | undefined;
  readonly eps?: number;
  readonly axis?: number;
  readonly op?: string;
  readonly further?: readonly Uint8Array[];
  /** Puts Cast nodes to fp32 and back around the node. */
  readonly casts?: boolean;
  readonly weightFormat?: TensorFormat;
  readonly encoding?: "raw" | "typed" | "external" | "constant";
  readonly code?: number;
  /** Lists weights inside the file among the inputs too, as ir 3 and earlier had to. */
  readonly listed?: boolean;
}

export function node(op: string, inputs: readonly string[], outputs: readonly string[], ...attributes: Uint8Array[]): Uint8Array {
  return bytesField(1, ...inputs.map((name) => stringField(1, name)), ...outputs.map((name) => stringField(2, name)), stringField(4, op), ...attributes);
}

export function writeModel(model: TestModel = {}): Uint8Array {
  const { format = "fp32", x = ["N", "C"], gamma = "input", beta, eps, axis, op = "LayerNormalization", further = [], casts = false, encoding = "raw" } = model;
  const code = model.code ?? tensorElements[format].code;
  const weightFormat = model.weightFormat ?? format;
  const weightDims = x.slice(axis ?? -1);
  const weights = Object.entries({ gamma, beta }).filter(([, value]) => value !== undefined && value !== "none") as [string, readonly number[] | "input"][];
  const tensors = weights.map(([name, value]) => {
    if (value === "input") return info(11, name, tensorElements[weightFormat].code, weightDims);
    const tensor = [...weightDims.map((dim) => intField(1, typeof dim === "number" ? dim : value.length)), ...payload(value, weightFormat, encoding)];
    return encoding === "constant" ? node("Constant", [], [name], bytesField(5, stringField(1, "value"), bytesField(5, ...tensor), intField(20, 4))) : bytesField(5, ...tensor, stringField(8, name));
  });
  const cast = (from: string, to: string, target: number) => node("Cast", [from], [to], bytesField(5, stringField(1, "to"), intField(3, target), intField(20, 2)));
  const attributes = [
    ...(axis === undefined ? [] : [bytesField(5, stringField(1, "axis"), intField(3, axis), intField(20, 2))]),
    ...(eps === undefined ? [] : [bytesField(5, stringField(1, "epsilon"), floatField(2, eps), intField(20, 1))]),
  ];
  const norm = node(op, [casts ? "x32" : "x", ...weights.map(([name]) => name)], [casts ? "y32" : "y"], ...attributes);
  const nodes = casts ? [cast("x", "x32", 1), norm, cast("y32", "y", code)] : [norm];
  const constants = encoding === "constant" ? tensors : [];
  const listed = model.listed ? weights.filter(([, value]) => value !== "input").map(([name]) => info(11, name, tensorElements[weightFormat].code, weightDims)) : [];
  const graph = [...constants, ...listed, ...nodes, ...further, stringField(2, "g"), info(11, "x", code, x), ...(encoding === "constant" ? [] : tensors), info(12, "y", code, x)];
  return join([intField(1, 8), bytesField(7, ...graph), bytesField(8, stringField(1, ""), intField(2, 17))]);
}

function payload(values: readonly number[], format: TensorFormat, encoding: TestModel["encoding"]): Uint8Array[] {
  const element = tensorElements[format];
  const data = element.encode(Float64Array.from(values));
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const type = intField(2, element.code);
  if (encoding === "external") return [type, bytesField(13, stringField(1, "location"), stringField(2, "weights.bin")), intField(14, 1)];
  if (encoding !== "typed") return [type, bytesField(9, raw)];
  // int32_data holds one varint for each code, which is what intField writes after its key.
  if (format === "fp16") return [type, bytesField(5, ...Array.from(data, (one) => intField(1, one).subarray(1)))];
  return [type, bytesField(format === "fp32" ? 4 : 10, raw)];
}

export function info(field: number, name: string, code: number, dims: Dims): Uint8Array {
  const shape = dims.map((dim) => bytesField(1, typeof dim === "number" ? intField(1, dim) : stringField(2, dim)));
  return bytesField(field, stringField(1, name), bytesField(2, bytesField(1, intField(1, code), bytesField(2, ...shape))));
}
