// The two directions of the protobuf wire format, as far as ONNX files need it (protobuf.dev, "Encoding"): a library would be a
// hundred times the size of the models that we write.

/** One field of a message: `value` for varints and fixed-width numbers (raw bits), `bytes` for everything with a length. */
export interface Field {
  readonly number: number;
  readonly value: bigint;
  readonly bytes: Uint8Array;
}

const text = new TextEncoder();
const empty = new Uint8Array(0);

/** An int, int64 or enum field. */
export function intField(number: number, value: number): Uint8Array {
  return join([varint(number * 8), varint(value)]);
}

/** A float field: the nearest fp32. */
export function floatField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return join([varint(number * 8 + 5), bytes]);
}

export function stringField(number: number, value: string): Uint8Array {
  return bytesField(number, text.encode(value));
}

/** An embedded message, or raw bytes. */
export function bytesField(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = join(parts);
  return join([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The fields of a message, in order. Throws a RangeError where the bytes are not a protobuf message. */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  const reader = { message, at: 0 };
  while (reader.at < message.length) {
    const key = Number(readVarint(reader));
    const wire = key % 8;
    const number = Math.floor(key / 8);
    if (number === 0) throw new RangeError("field number 0");
    if (wire === 0) fields.push({ number, value: readVarint(reader), bytes: empty });
    else if (wire === 1) fields.push({ number, value: littleEndian(take(reader, 8)), bytes: empty });
    else if (wire === 5) fields.push({ number, value: littleEndian(take(reader, 4)), bytes: empty });
    else if (wire === 2) fields.push({ number, value: 0n, bytes: take(reader, Number(readVarint(reader))) });
    else throw new RangeError(`wire type ${wire}`);
  }
  return fields;
}

interface Reader {
  readonly message: Uint8Array;
  at: number;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function readVarint(reader: Reader): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const [byte] = take(reader, 1);
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
  throw new RangeError("a varint of more than 10 bytes");
}

function take(reader: Reader, length: number): Uint8Array {
  const end = reader.at + length;
  if (end > reader.message.length) throw new RangeError(`${length} bytes wanted, ${reader.message.length - reader.at} left`);
  const bytes = reader.message.subarray(reader.at, end);
  reader.at = end;
  return bytes;
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
