// The protocol as docs/protocol.md has it: the bytes of its example are ours, and its answer is read.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { AnswerReader } from "../../../src/engines/process/answer-reader.ts";
import { gradientsOf, parameterRows } from "../../../src/engines/process/gradients.ts";
import { parseHandshake } from "../../../src/engines/process/handshake.ts";
import { type Mode, type Request, requestBytes } from "../../../src/engines/process/request.ts";
import { fp32 } from "../../../src/formats/fp32.ts";
import { exactGradient } from "../../../src/oracle/gradient.ts";

const page = readFileSync(join(resolve(import.meta.dirname, "../../.."), "docs/protocol.md"), "utf8");
const dumps = [...page.matchAll(/```\n(0000[\s\S]*?)```/g)].map(([, dump]) => bytesOf(dump!));
const texts = [...page.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text!);
const lines = [...page.matchAll(/```json\n(.*)\n```/g)].map(([, line]) => line!);
const call: Request = { id: 7, format: "fp32", rows: 1, cols: 2, eps: Math.fround(1e-5), x: Float64Array.of(1, 3), gamma: Float64Array.of(1, 2), beta: undefined };
const backwardCall: Request = { ...call, id: 8, dy: Float64Array.of(1, 0) };

/** The bytes of a hexdump -C, whose right column must say the same. */
function bytesOf(dump: string): Buffer {
  const rows = dump.trim().split("\n");
  const bytes = Buffer.from(rows.map((row) => row.slice(10, 58).replaceAll(" ", "")).join(""), "hex");
  const shown = bytes.toString("latin1").replace(/[^ -~]/g, ".");
  expect(rows.map((row) => row.slice(61, -1)).join("")).toBe(shown);
  return bytes;
}

function readerOf(mode: Mode, due: Pick<Request, "id" | "format" | "rows" | "cols">): AnswerReader {
  return new AnswerReader(mode, { due: (id) => (id === due.id ? due : undefined), underWay: () => `under way: ${due.id}` });
}

describe("docs/protocol.md", () => {
  it("shows the bytes of a call", () => {
    expect(dumps).toHaveLength(4);
    expect(requestBytes(call, "binary").toString("hex")).toBe(dumps[0]!.toString("hex"));
    expect(page).toContain(`${dumps[0]!.length} bytes`);
    expect(dumps[0]!.toString("latin1")).toContain(`${lines[1]!}\n`);
  });

  it("shows the bytes of its answer, which may come one by one", () => {
    const reader = readerOf("binary", call);
    for (const byte of dumps[1]!.subarray(0, -1)) {
      reader.push(Buffer.of(byte));
      expect(reader.next()).toBeUndefined();
    }
    reader.push(dumps[1]!.subarray(-1));
    expect(reader.next()).toEqual({ id: 7, values: Float64Array.of(Math.fround(-0.999995), Math.fround(1.99999)) });
    expect(reader.unfinished).toBe("");
    expect(dumps[1]!.toString("latin1")).toContain(`${lines[2]!}\n`);
  });

  it("shows the bytes of a backward call, and of its answer: dx, dγ, dβ", () => {
    expect(requestBytes(backwardCall, "binary").toString("hex")).toBe(dumps[2]!.toString("hex"));
    expect(page).toContain(`${dumps[2]!.length} bytes`);
    expect(dumps[2]!.toString("latin1")).toContain(`${lines[3]!}\n`);
    const reader = readerOf("binary", { ...backwardCall, rows: 1 + parameterRows });
    reader.push(dumps[3]!);
    const { id, values } = reader.next() as { id: number; values: Float64Array };
    const { dx, dgamma, dbeta } = gradientsOf(values, 1, 2);
    expect([id, ...[dx, dgamma!, dbeta!].map((part) => Array.from(part, (value) => Number(value.toPrecision(3))))]).toEqual([8, [5e-6, -5e-6], [-1, 0], [1, 0]]);
    const exact = exactGradient({ x: backwardCall.x, eps: backwardCall.eps, gamma: backwardCall.gamma, beta: undefined }, backwardCall.dy!)!;
    expect([...dx as Float64Array]).toEqual([...exact.rounded(fp32)]);
  });

  it("shows a backward call in text mode", () => {
    expect(requestBytes(backwardCall, "text").toString()).toBe(texts[2]);
    const reader = readerOf("text", { ...backwardCall, rows: 1 + parameterRows });
    reader.push(Buffer.from(texts[3]!));
    const { values } = reader.next() as { values: Float64Array };
    const { dx, dgamma, dbeta } = gradientsOf(values, 1, 2);
    expect([...dx as Float64Array, ...dgamma as Float64Array, ...dbeta as Float64Array].map((value) => value.toPrecision(5))).toEqual(["0.0000049999", "-0.0000049999", "-0.99999", "0.0000", "1.0000", "0.0000"]);
  });

  it("leaves a forward call as it is, for programs of before", () => {
    expect(requestBytes({ ...call, dy: undefined }, "binary").equals(requestBytes(call, "binary"))).toBe(true);
    expect(parseHandshake(Buffer.from(lines[0]!)).backward).toBe(false);
    expect(parseHandshake(Buffer.from('{"normfuzz":1,"name":"k","formats":["fp32"],"backward":true}')).backward).toBe(true);
    expect(() => parseHandshake(Buffer.from('{"normfuzz":1,"name":"k","formats":["fp32"],"backward":"yes"}'))).toThrow(/has backward "yes" in its handshake: give true/);
  });

  it("shows the same in text mode", () => {
    const two = { ...call, rows: 2, x: Float64Array.of(1, 3, -2, 2) };
    expect(requestBytes(two, "text").toString()).toBe(texts[0]);
    const reader = readerOf("text", two);
    const answer = Buffer.from(texts[1]!);
    reader.push(answer.subarray(0, 20));
    expect(reader.next()).toBeUndefined();
    reader.push(answer.subarray(20));
    const { values } = reader.next() as { values: Float64Array };
    expect([...values].map((value) => value.toPrecision(5))).toEqual(["-0.99999", "2.0000", "-1.0000", "2.0000"]);
  });

  it("shows a handshake", () => {
    const { name, formats, mode } = parseHandshake(Buffer.from(lines[0]!));
    expect({ name, formats: [...formats.keys()], mode }).toEqual({ name: "my-kernel", formats: ["fp32", "fp16"], mode: "binary" });
  });

  it("has a handshake say what else it may", () => {
    const line = { normfuzz: [1, 2], name: "k", formats: { fp64: {}, fp32: { accumulator: "fp64" } }, contract: { algorithm: "two-pass" }, fixed: { cols: 2, gamma: [1, 2], beta: null } };
    const { formats, fixed } = parseHandshake(Buffer.from(JSON.stringify(line)));
    expect([...formats]).toEqual([
      ["fp64", { algorithm: "two-pass" }],
      ["fp32", { algorithm: "two-pass", accumulator: "fp64" }],
    ]);
    expect(fixed).toEqual({ cols: 2, gamma: Float64Array.of(1, 2), beta: null });
  });
});

describe("an answer", () => {
  it.each([
    ["binary", "noise\n", /printed "noise" to standard output/],
    ["binary", "[7]\n", /printed "\[7\]"/],
    ["binary", '{"bytes":8}\n', /which has no id/],
    ["binary", '{"id":8,"bytes":8}\n', /answered call 8, which is not under way \(under way: 7\)/],
    ["binary", '{"id":7}\n', /"bytes": undefined, where 1 × 2 fp32 values have 8/],
    ["binary", '{"id":7,"bytes":9}\n', /"bytes": 9/],
    ["binary", '{"id":7,"bytes":-8}\n', /"bytes": -8/],
    ["binary", "x".repeat(5000), /printed "x+…"/],
    ["text", "noise\n", /printed "noise"/],
    ["text", "8\n", /answered call 8/],
    ["text", "7\n3f8000 40000000\n", /"3f8000" as a value: fp32 values have 8 hexadecimal digits/],
  ] as const)("in %s mode cannot be %j", (mode, text, message) => {
    const reader = readerOf(mode, call);
    reader.push(Buffer.from(text));
    expect(() => reader.next()).toThrow(message);
  });

  it.each([
    ["binary", '{"id":7,"error":"no"}\n', { id: 7, error: "no" }],
    ["binary", '{"bytes": 4, "id": 7}\n\0\0\x80\x3f', { id: 7, values: Float64Array.of(1) }],
    ["binary", '{"id":7,"bytes":0}\n', { id: 7, values: new Float64Array(0) }],
    ["text", "7 error no\n", { id: 7, error: "no" }],
    ["text", "7\r\n3f800000 7fc00001\r\n", { id: 7, values: Float64Array.of(1, NaN) }],
  ] as const)("in %s mode can be %j", (mode, text, answer) => {
    const reader = readerOf(mode, call);
    reader.push(Buffer.from(text, "latin1"));
    expect(reader.next()).toEqual(answer);
  });
});
