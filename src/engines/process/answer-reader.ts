// From the bytes that a program prints to its answers. Believes nothing: whatever is not an answer that is due is a ProtocolViolation that shows
// the bytes, and no more is kept than an answer can be long.

import type { StorageFormatId } from "../../contract/implementation.ts";
import { received } from "../../contract/received.ts";
import { parseBits } from "../../formats/bits.ts";
import { formatOf } from "../../formats/format-of.ts";
import { decodeElements, elementBytes } from "./elements.ts";
import type { Mode } from "./request.ts";
import { shownBytes } from "./shown-bytes.ts";

/** Something came that is no answer; the message follows "forward". */
export class ProtocolViolation extends Error {
  override readonly name = "ProtocolViolation";
}

/** What an answer to a call must look like. */
export interface Due {
  readonly format: StorageFormatId;
  /** Of the answer: where gradients are due, those of dx, then one of dγ and one of dβ. */
  readonly rows: number;
  readonly cols: number;
}

export type Answer = { readonly id: number } & ({ readonly values: Float64Array } | { readonly error: string });

/** Bytes of a header; the longest that we would write ourselves has about 130. */
const headerMax = 4096;
/** An answer of a wrong length is read to its end when it is no longer than this, so that the talk can go on. */
const surplusMax = 2 ** 20;
const newline = 0x0a;

export class AnswerReader {
  readonly #mode: Mode;
  readonly #due: (id: number) => Due | undefined;
  readonly #underWay: () => string;
  #held: Buffer = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  #length = 0;
  #header: { readonly id: number; readonly bytes: number } | undefined;

  constructor(mode: Mode, { due, underWay }: { readonly due: (id: number) => Due | undefined; readonly underWay: () => string }) {
    this.#mode = mode;
    this.#due = due;
    this.#underWay = underWay;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** What has come of an answer that is not complete, for messages; empty when there is nothing. */
  get unfinished(): string {
    if (this.#header !== undefined) return `${this.#length} of the ${this.#header.bytes} bytes of its answer came`;
    return this.#length === 0 ? "" : `it printed ${shownBytes(this.#gathered())}, which is no line yet`;
  }

  /** The next answer; undefined until more has come. Throws a ProtocolViolation. */
  next(): Answer | undefined {
    return this.#mode === "text" ? this.#nextText() : this.#nextBinary();
  }

  #nextBinary(): Answer | undefined {
    if (this.#header === undefined) {
      const line = this.#line(headerMax);
      if (line === undefined) return undefined;
      const header = this.#binaryHeader(line);
      if ("error" in header) return header;
      this.#header = header;
    }
    const { id, bytes } = this.#header;
    if (this.#length < bytes) return undefined;
    const held = this.#gathered();
    this.#header = undefined;
    this.#keep(held.subarray(bytes));
    return { id, values: decodeElements(this.#due(id)!.format, held.subarray(0, bytes)) };
  }

  #binaryHeader(line: Buffer): { readonly id: number; readonly bytes: number } | { readonly id: number; readonly error: string } {
    let header: unknown;
    try {
      header = JSON.parse(line.toString("utf8"));
    } catch {
      throw noise(line);
    }
    if (typeof header !== "object" || header === null || Array.isArray(header)) throw noise(line);
    const { id, bytes, error } = header as { readonly id?: unknown; readonly bytes?: unknown; readonly error?: unknown };
    const due = this.#dueOf(id, line);
    if (error !== undefined) return { id: id as number, error: typeof error === "string" ? error : JSON.stringify(error) };
    const width = elementBytes[due.format];
    const wanted = due.rows * due.cols * width;
    const whole = Number.isSafeInteger(bytes) && (bytes as number) >= 0 && (bytes as number) % width === 0 && (bytes as number) <= wanted + surplusMax;
    if (!whole) throw new ProtocolViolation(`answered with "bytes": ${received(bytes)}, where ${due.rows} × ${due.cols} ${due.format} values have ${wanted}`);
    return { id: id as number, bytes: bytes as number };
  }

  #nextText(): Answer | undefined {
    const held = this.#gathered();
    const header = this.#line(headerMax);
    if (header === undefined) return undefined;
    const words = /^\s*(\d+)(?:\s+error\b\s*(.*))?\s*$/.exec(header.toString("utf8"));
    if (words === null) throw noise(header);
    const id = Number(words[1]);
    const { format, rows, cols } = this.#dueOf(id, header);
    if (words[2] !== undefined) return { id, error: words[2] };
    const values: number[] = [];
    const storage = formatOf(format);
    for (let r = 0; r < rows; r++) {
      // A code, a space or two, and room for a carriage return.
      const line = this.#line((2 * elementBytes[format] + 2) * cols + headerMax);
      if (line === undefined) {
        this.#keep(held);
        return undefined;
      }
      for (const word of line.toString("utf8").trim().split(/\s+/).filter(Boolean)) {
        try {
          values.push(parseBits(storage, `0x${word}`));
        } catch {
          throw new ProtocolViolation(`answered with ${shownBytes(Buffer.from(word))} as a value: ${format} values have ${2 * elementBytes[format]} hexadecimal digits`);
        }
      }
    }
    return { id, values: Float64Array.from(values) };
  }

  #dueOf(id: unknown, line: Buffer): Due {
    if (!Number.isSafeInteger(id)) throw new ProtocolViolation(`answered ${shownBytes(line)}, which has no id: begin with {"id": the number of the call`);
    const due = this.#due(id as number);
    if (due === undefined) throw new ProtocolViolation(`answered call ${id as number}, which is not under way (${this.#underWay()}): ${shownBytes(line)}`);
    return due;
  }

  /** Takes a line off; undefined until there is one. */
  #line(lengthMax: number): Buffer | undefined {
    const held = this.#gathered();
    const end = held.indexOf(newline);
    if (end < 0 ? held.length > lengthMax : end > lengthMax) throw noise(held);
    if (end < 0) return undefined;
    this.#keep(held.subarray(end + 1));
    return held.subarray(0, end);
  }

  #gathered(): Buffer {
    if (this.#chunks.length > 0) this.#keep(Buffer.concat([this.#held, ...this.#chunks]));
    return this.#held;
  }

  #keep(held: Buffer): void {
    this.#held = held;
    this.#chunks = [];
    this.#length = held.length;
  }
}

/** The usual mistake, told as such. */
export function noise(bytes: Uint8Array): ProtocolViolation {
  return new ProtocolViolation(`printed ${shownBytes(bytes)} to standard output, where only answers belong: print to standard error`);
}
