// What an .onnx file says, as far as a LayerNormalization needs it: nodes, weights, inputs and outputs, read straight from the wire
// format. Field numbers are those of onnx.proto.

import { type Field, readFields } from "./protobuf.ts";

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** What a caller gives: inputs that are not also initializers. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export interface OnnxAttribute {
  readonly float: number;
  readonly int: number;
  readonly tensor: OnnxTensor | undefined;
}

export interface OnnxTensor {
  /** TensorProto.DataType. */
  readonly code: number;
  /** Little-endian; undefined when the values are in another file, or in an encoding that nobody writes for these types. */
  readonly bytes: Uint8Array | undefined;
}

export interface OnnxValue {
  readonly name: string;
  /** TensorProto.DataType; 0 when it is not a tensor. */
  readonly code: number;
  /** A number where the dimension is fixed, undefined where it is free; no array at all when even the rank is open. */
  readonly dims: readonly (number | undefined)[] | undefined;
}

/** Reads the bytes of a model. Throws a RangeError where they are not one. */
export function readOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const graph = last(readFields(bytes), 7);
  if (graph === undefined || graph.bytes.length === 0) throw new RangeError("no graph");
  const fields = readFields(graph.bytes);
  const initializers = new Map(all(fields, 5).map(readInitializer));
  return {
    nodes: all(fields, 1).map(readNode),
    initializers,
    inputs: all(fields, 11)
      .map(readValue)
      .filter(({ name }) => !initializers.has(name)),
    outputs: all(fields, 12).map(readValue),
  };
}

function readNode(bytes: Uint8Array): OnnxNode {
  const fields = readFields(bytes);
  return {
    op: textOf(last(fields, 4)),
    inputs: all(fields, 1).map(decodeText),
    outputs: all(fields, 2).map(decodeText),
    attributes: new Map(all(fields, 5).map(readAttribute)),
  };
}

function readAttribute(bytes: Uint8Array): [string, OnnxAttribute] {
  const fields = readFields(bytes);
  const tensor = last(fields, 5);
  return [
    textOf(last(fields, 1)),
    { float: floatOf(last(fields, 2)?.value ?? 0n), int: intOf(last(fields, 3)), tensor: tensor && readTensor(readFields(tensor.bytes)) },
  ];
}

function readInitializer(bytes: Uint8Array): [string, OnnxTensor] {
  const fields = readFields(bytes);
  return [textOf(last(fields, 8)), readTensor(fields)];
}

function readTensor(fields: readonly Field[]): OnnxTensor {
  // raw_data, or the packed float_data and double_data, which have the same bytes; int32_data holds one varint for each fp16 code.
  const external = intOf(last(fields, 14)) === 1;
  const values = last(fields, 9) ?? last(fields, 4) ?? last(fields, 10);
  const bytes = external ? undefined : (values?.bytes ?? codesOf(last(fields, 5)));
  return { code: intOf(last(fields, 2)), bytes };
}

function codesOf(packed: Field | undefined): Uint8Array | undefined {
  if (packed === undefined) return undefined;
  const codes: number[] = [];
  let code = 0;
  let shift = 0;
  for (const byte of packed.bytes) {
    code |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      codes.push(code & 255, (code >>> 8) & 255);
      code = 0;
      shift = 0;
    }
  }
  return Uint8Array.from(codes);
}

function readValue(bytes: Uint8Array): OnnxValue {
  const fields = readFields(bytes);
  const type = last(readFields(last(fields, 2)?.bytes ?? nothing), 1);
  const tensor = readFields(type?.bytes ?? nothing);
  const shape = last(tensor, 2);
  return { name: textOf(last(fields, 1)), code: intOf(last(tensor, 1)), dims: shape && all(readFields(shape.bytes), 1).map(readDimension) };
}

function readDimension(bytes: Uint8Array): number | undefined {
  // Some exporters write 0 or −1 for a free dimension.
  const size = intOf(last(readFields(bytes), 1));
  return size > 0 ? size : undefined;
}

const nothing = new Uint8Array(0);

function all(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.filter((field) => field.number === number).map(({ bytes }) => bytes);
}

/** Of a field that is there more than once, the last one counts (protobuf's rule). */
function last(fields: readonly Field[], number: number): Field | undefined {
  return fields.findLast((field) => field.number === number);
}

function textOf(field: Field | undefined): string {
  return decodeText(field?.bytes ?? nothing);
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function intOf(field: Field | undefined): number {
  return Number(BigInt.asIntN(64, field?.value ?? 0n));
}

function floatOf(bits: bigint): number {
  return new Float32Array(Uint32Array.of(Number(bits)).buffer)[0];
}
