// Values as bytes: the layout that every other language has in memory, every code of the 16-bit formats there and back.

import { describe, expect, it } from "vitest";
import { fromBits } from "../../../src/formats/bits.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { decodeElements, encodeElements } from "../../../src/engines/process/elements.ts";

describe("elements", () => {
  it.each([
    ["fp64", 1, "000000000000f03f"],
    ["fp32", 1, "0000803f"],
    ["fp16", 1, "003c"],
    ["bf16", 1, "803f"],
    ["fp32", -0, "00000080"],
    ["bf16", -Infinity, "80ff"],
    ["fp16", 2 ** -24, "0100"],
    ["bf16", NaN, "c07f"],
  ] as const)("%s writes %s as %s", (format, value, hex) => {
    expect(encodeElements(format, Float64Array.of(value)).toString("hex")).toBe(hex);
    expect(decodeElements(format, Buffer.from(hex, "hex"))[0]).toBe(value);
  });

  it.each(["fp16", "bf16"] as const)("%s: every code gives the value of its bits, and comes back", (format) => {
    const bytes = Buffer.alloc(2 ** 17);
    for (let code = 0; code < 2 ** 16; code++) bytes.writeUInt16LE(code, 2 * code);
    const values = decodeElements(format, bytes);
    const storage = formatOf(format);
    for (let code = 0; code < 2 ** 16; code++) if (!Object.is(values[code], fromBits(storage, BigInt(code)))) expect([code, values[code]]).toEqual([code, fromBits(storage, BigInt(code))]);
    const again = encodeElements(format, values);
    for (let code = 0; code < 2 ** 16; code++) if (!Number.isNaN(values[code]) && again.readUInt16LE(2 * code) !== code) expect(again.readUInt16LE(2 * code)).toBe(code);
  });

  it("reads bytes that are not aligned", () => {
    expect(decodeElements("fp64", Buffer.from("ff000000000000f03f", "hex").subarray(1))).toEqual(Float64Array.of(1));
  });
});
