// An ONNX model of one LayerNormalization node, written byte by byte: the whole engine, optimiser included, then runs exactly the node
// under test. Field numbers are those of onnx.proto (onnx 1.12 and later; ir 8, opset 17 brought the operator).

import { type TensorFormat, tensorElements } from "./onnx-element.ts";
import { bytesField, floatField, intField, join, stringField } from "./protobuf.ts";

export interface LayerNormalizationModel {
  readonly format: TensorFormat;
  /** Stored as fp32, the type of ONNX attributes. */
  readonly eps: number;
  /** Whether the node has the optional input B. Scale is not optional. */
  readonly beta: boolean;
}

/** Bytes of a model with inputs X [N, C], Scale [C] and perhaps B [C], and output Y [N, C], normalised over the last axis. */
export function layerNormalizationModel({ format, eps, beta }: LayerNormalizationModel): Uint8Array {
  const { code } = tensorElements[format];
  const inputs = beta ? ["X", "Scale", "B"] : ["X", "Scale"];
  const node = [
    ...inputs.map((name) => stringField(1, name)),
    stringField(2, "Y"),
    stringField(4, "LayerNormalization"),
    intAttribute("axis", -1),
    floatAttribute("epsilon", eps),
    intAttribute("stash_type", tensorElements.fp32.code),
  ];
  const graph = [
    bytesField(1, ...node),
    stringField(2, "layer-normalization"),
    ...inputs.map((name) => bytesField(11, tensorInfo(name, code, name === "X" ? ["N", "C"] : ["C"]))),
    bytesField(12, tensorInfo("Y", code, ["N", "C"])),
  ];
  const opset = bytesField(8, stringField(1, ""), intField(2, 17));
  return join([intField(1, 8), bytesField(7, ...graph), opset]);
}

function tensorInfo(name: string, code: number, dimensions: readonly string[]): Uint8Array {
  const shape = dimensions.map((dimension) => bytesField(1, stringField(2, dimension)));
  return join([stringField(1, name), bytesField(2, bytesField(1, intField(1, code), bytesField(2, ...shape)))]);
}

// AttributeProto: name 1, f 2, i 3, type 20 with FLOAT = 1, INT = 2.
function intAttribute(name: string, value: number): Uint8Array {
  return bytesField(5, stringField(1, name), intField(3, value), intField(20, 2));
}

function floatAttribute(name: string, value: number): Uint8Array {
  return bytesField(5, stringField(1, name), floatField(2, value), intField(20, 1));
}
