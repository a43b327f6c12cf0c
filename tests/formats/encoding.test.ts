// Bits, ordinals and neighbours: every code of the small formats, and the machine's own encoding for the large ones.

import { getFloat16, setFloat16 } from "@petamoriken/float16";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import { bitsOf, bitsText, fromBits, parseBits } from "../../src/formats/bits.ts";
import { formatIds, formatOf } from "../../src/formats/format-of.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import { fp8E4M3 } from "../../src/formats/fp8-e4m3.ts";
import { fp8E5M2 } from "../../src/formats/fp8-e5m2.ts";
import { isRepresentable, nextDown, nextUp, ulp } from "../../src/formats/neighbours.ts";
import { fromOrdinal, ordinalOf } from "../../src/formats/ordinal.ts";
import { toy } from "../../src/formats/toy.ts";

describe.each([fp16, bf16, fp8E4M3, fp8E5M2, toy])("every code of $id", (format) => {
  const values = Array.from({ length: 2 ** format.bits }, (_, code) => fromBits(format, BigInt(code)));

  test("survives the round trips of bits, text and ordinals", () => {
    const wrong: string[] = [];
    values.forEach((value, code) => {
      if (!isRepresentable(format, value)) wrong.push(`${code} is not representable`);
      if (!Object.is(parseBits(format, bitsText(format, value)), value)) wrong.push(`${code} through text`);
      if (value !== value) return;
      if (bitsOf(format, value) !== BigInt(code)) wrong.push(`${code} through bits`);
      if (fromOrdinal(format, ordinalOf(format, value)) !== value) wrong.push(`${code} through its ordinal`);
    });
    expect(wrong).toEqual([]);
  });

  test("steps to the next one in both directions, by one ulp", () => {
    const ascending = values.filter((value) => value === value && !Object.is(value, -0)).sort((a, b) => a - b);
    const wrong: string[] = [];
    for (let i = 0; i + 1 < ascending.length; i++) {
      const [low, high] = [ascending[i], ascending[i + 1]];
      if (nextUp(format, low) !== high) wrong.push(`up from ${low} to ${nextUp(format, low)}`);
      if (nextDown(format, high) !== low) wrong.push(`down from ${high} to ${nextDown(format, high)}`);
      if (ordinalOf(format, high) - ordinalOf(format, low) !== 1n) wrong.push(`ordinals of ${low} and ${high}`);
      if (low >= 0 && Number.isFinite(high) && ulp(format, low) !== high - low) wrong.push(`ulp of ${low} is ${ulp(format, low)}`);
    }
    expect(wrong).toEqual([]);
    expect(nextUp(format, format.maxFinite)).toBe(format.hasInfinity ? Infinity : NaN);
    expect(nextUp(format, -0)).toBe(format.minSubnormal);
    expect(Object.is(nextUp(format, -format.minSubnormal), -0)).toBe(true);
  });

  test("NaN codes are many or one, as the format says", () => {
    const count = values.filter((value) => value !== value).length;
    expect(count).toBe(format.hasInfinity ? 2 * (2 ** (format.precision - 1) - 1) : 2);
  });
});

test("fp16 encodes as the half-precision library does", () => {
  const view = new DataView(new ArrayBuffer(2));
  for (let code = 0; code < 65_536; code += 7) {
    view.setUint16(0, code);
    const value = getFloat16(view, 0);
    if (!Object.is(value, fromBits(fp16, BigInt(code)))) expect.unreachable(`code ${code}`);
    setFloat16(view, 0, value);
    if (value === value && bitsOf(fp16, value) !== BigInt(view.getUint16(0))) expect.unreachable(`value ${value}`);
  }
});

test("fp64 and fp32 encode as the machine does", () => {
  fc.assert(
    fc.property(fc.double(), (x) => {
      const bits = new BigUint64Array(new Float64Array([x]).buffer)[0];
      expect(bitsOf(fp64, x)).toBe(bits);
      expect(fromBits(fp64, bits)).toBe(x);
      const single = Math.fround(x);
      expect(bitsOf(fp32, single)).toBe(BigInt(new Uint32Array(new Float32Array([single]).buffer)[0]));
      if (x === x) expect(fromOrdinal(fp64, ordinalOf(fp64, x)) + 0).toBe(x + 0);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("fp64 steps at its edges", () => {
  expect(nextUp(fp64, 1)).toBe(1 + 2 ** -52);
  expect(nextDown(fp64, 1)).toBe(1 - 2 ** -53);
  expect(nextDown(fp64, 2 ** -1022)).toBe(2 ** -1022 - 2 ** -1074);
  expect(nextUp(fp64, 0)).toBe(2 ** -1074);
  expect(nextUp(fp64, -Infinity)).toBe(-Number.MAX_VALUE);
  expect(nextDown(fp64, Infinity)).toBe(Number.MAX_VALUE);
  expect(nextUp(fp64, NaN)).toBe(NaN);
  expect(ulp(fp64, Number.MAX_VALUE)).toBe(2 ** 971);
  expect(ulp(fp64, 2 ** -1074)).toBe(2 ** -1074);
  expect(ulp(fp16, Infinity)).toBe(NaN);
});

test("known encodings", () => {
  expect(bitsText(fp16, 1)).toBe("0x3c00");
  expect(bitsText(fp16, NaN)).toBe("0x7e00");
  expect(bitsText(fp16, -Infinity)).toBe("0xfc00");
  expect(bitsText(bf16, -0)).toBe("0x8000");
  expect(bitsText(fp8E4M3, 448)).toBe("0x7e");
  expect(bitsText(fp8E4M3, NaN)).toBe("0x7f");
  expect(bitsText(fp8E5M2, 57344)).toBe("0x7b");
  expect(bitsText(toy, 14)).toBe("0x1b");
  expect(bitsText(fp32, 1)).toBe("0x3f800000");
  expect(bitsText(fp64, -2)).toBe("0xc000000000000000");
});

test("what lies between two values is in no format, whatever its size", () => {
  for (const format of [fp32, fp16, bf16, fp8E4M3, fp8E5M2, toy]) {
    for (const value of [1 + format.unitRoundoff, format.minSubnormal / 2, 3.5 * format.minSubnormal, 2 * format.maxFinite, 0.1, 1 / 3]) {
      expect(isRepresentable(format, value), `${value} in ${format.id}`).toBe(false);
      expect(isRepresentable(format, -value), `${-value} in ${format.id}`).toBe(false);
    }
    expect(isRepresentable(format, Infinity)).toBe(format.hasInfinity);
    for (const value of [0, -0, NaN, 1, format.maxFinite, -format.minSubnormal]) expect(isRepresentable(format, value)).toBe(true);
  }
  expect(isRepresentable(fp64, 0.1)).toBe(true);
});

test("bad input is named", () => {
  expect(() => parseBits(fp16, "0x3c0")).toThrow(/"0x3c0" is not a fp16 value: write 0x and 4 hexadecimal digits/);
  expect(() => parseBits(toy, "0x40")).toThrow(/"0x40"/);
  expect(() => fromBits(toy, 64n)).toThrow(/0x40 is not a code of toy/);
  expect(() => fromBits(toy, -1n)).toThrow(/0x-1 is not a code of toy/);
  expect(() => bitsOf(fp16, 0.1)).toThrow(/0\.1 has no ordinal in fp16/);
  expect(() => ordinalOf(fp16, NaN)).toThrow(/NaN/);
  expect(() => ordinalOf(fp8E4M3, Infinity)).toThrow(/Infinity has no ordinal in fp8-e4m3/);
  expect(() => fromOrdinal(fp16, 31745n)).toThrow(/no value with ordinal 31745/);
  expect(fromOrdinal(fp16, 31744n)).toBe(Infinity);
  expect(() => fromOrdinal(fp8E4M3, 127n)).toThrow(/the last one is 126/);
  expect(() => formatOf("fp17")).toThrow(/unknown format "fp17": choose one of fp64, fp32, fp16/);
  expect(() => formatOf("toString")).toThrow(/unknown format/);
  expect(formatIds.map((id) => formatOf(id).id)).toEqual(formatIds);
});
