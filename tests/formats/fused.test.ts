// The fused multiply-add against integers: one rounding, where the two of a product and a sum would be wrong.

import { describe, expect, test } from "vitest";
import { bf16 } from "../../src/formats/bf16.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fma } from "../../src/formats/fused.ts";
import { exactOf, randomDoubles, roundDyadicExactly } from "./exact-rounding.ts";

/** a·b + c as an integer times a power of two. */
function exactSum(a: number, b: number, c: number): { integer: bigint; exponent: number } {
  const [p, q, r] = [exactOf(a), exactOf(b), exactOf(c)];
  const exponent = Math.min(p.exponent + q.exponent, r.exponent);
  const integer = ((p.integer * q.integer) << BigInt(p.exponent + q.exponent - exponent)) + (r.integer << BigInt(r.exponent - exponent));
  return { integer, exponent };
}

describe.each([fp32, fp16, bf16])("in $id", (format) => {
  const drawn = [...randomDoubles(9000, { low: -6, high: 6, seed: 8 })].map(format.round);

  test("is rounded once, whatever the magnitudes", () => {
    const wrong: string[] = [];
    for (let k = 0; k + 2 < drawn.length; k += 3) {
      const [a, b] = [drawn[k], drawn[k + 1]];
      // c of the product's size, far below it, and opposite to it: where an addition loses much, loses all, or cancels.
      for (const c of [drawn[k + 2], format.round(drawn[k + 2] * 2 ** (-2 * format.precision)), format.round(drawn[k + 2] * 2 ** -30), -format.round(a * b)]) {
        const exact = roundDyadicExactly(format, exactSum(a, b, c));
        if (fma(a, b, c, format.round) !== exact) wrong.push(`${a}·${b} + ${c} is ${fma(a, b, c, format.round)}, exactly ${exact}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test("decides by what the sum in doubles has lost, next to every kind of tie", () => {
    // Halfway between two values of the format, the lower one even or odd; c is far too small to be seen in the double a·b + c.
    let twice = 0;
    for (const magnitude of [1 + format.unitRoundoff, 1 + 3 * format.unitRoundoff]) {
      for (const tie of [magnitude, -magnitude]) {
        for (const c of [2 ** -80, -(2 ** -80)]) {
          const exact = roundDyadicExactly(format, exactSum(tie, 1, c));
          expect(fma(tie, 1, c, format.round)).toBe(exact);
          if (format.round(tie + c) !== exact) twice++;
        }
      }
    }
    // Half of these are wrong when rounded twice.
    expect(twice).toBe(4);
    // Beside a tie, where what is lost points towards it: the sum's last bit is odd, and must stay as it is.
    for (const sign of [1, -1]) {
      const beside = sign * (1 + format.unitRoundoff + 2 ** -52);
      expect(fma(beside, 1, sign * -(2 ** -80), format.round)).toBe(sign * (1 + 2 * format.unitRoundoff));
    }
  });

  test("overflows, keeps infinities, NaN and exact zeros", () => {
    const large = format.maxFinite;
    expect(fma(large, large, 0, format.round)).toBe(Infinity);
    expect(fma(large, -large, 1, format.round)).toBe(-Infinity);
    expect(fma(large, 1, -large, format.round)).toBe(0);
    expect(fma(Infinity, 1, 1, format.round)).toBe(Infinity);
    expect(fma(-Infinity, 1, 1, format.round)).toBe(-Infinity);
    expect(fma(Infinity, 1, -Infinity, format.round)).toBe(NaN);
    expect(fma(1, 1, NaN, format.round)).toBe(NaN);
  });
});
