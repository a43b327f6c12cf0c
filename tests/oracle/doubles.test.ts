// Memory that arrays share must never be theirs twice.

import { expect, it, vi } from "vitest";
import { certifiedAnswer } from "../../src/oracle/certified.ts";
import { doubles, unwritten } from "../../src/oracle/doubles.ts";

it("gives zeros of the length asked for, and no place to two arrays", () => {
  const arrays: Float64Array[] = [];
  for (let length = 0; length < 1200; length += 1 + (length >> 4)) {
    for (let again = 0; again < 5; again++) {
      const values = doubles(length);
      expect(values).toEqual(new Float64Array(length));
      arrays.push(values.fill(arrays.length + 1));
    }
  }
  arrays.forEach((values, index) => expect(values.every((value) => value === index + 1), `array ${index}`).toBe(true));
});

it("lets short arrays share a block, and gives long ones memory of their own", () => {
  const buffers = new Set(Array.from({ length: 100 }, () => doubles(20).buffer));
  expect(buffers.size).toBeLessThan(5);
  const long = doubles(5000);
  expect(long.buffer.byteLength).toBe(8 * 5000);
});

it("may come unwritten, which no answer shows", () => {
  const spy = vi.spyOn(Buffer, "allocUnsafeSlow").mockImplementation((size) => Buffer.from(new ArrayBuffer(size)).fill(0xff));
  try {
    for (let i = 0; i < 10; i++) doubles(1000); // on to a block of NaNs
    expect(unwritten(9)[0]).toBeNaN();
    expect(doubles(9)[0]).toBe(0);
    const [ramp, same] = [Float64Array.from({ length: 20 }, (_, i) => i), new Float64Array(20).fill(3)];
    for (const x of [ramp, same]) {
      for (const affine of [{}, { gamma: ramp }, { beta: ramp }, { gamma: ramp, beta: ramp }]) {
        const { statistics, normalised, y, yLow, yError } = certifiedAnswer({ x, eps: 1, ...affine })!;
        for (const values of [statistics.deviations, normalised, y, yLow, yError]) expect(values.every((value) => !Number.isNaN(value))).toBe(true);
      }
    }
  } finally {
    spy.mockRestore();
  }
});
