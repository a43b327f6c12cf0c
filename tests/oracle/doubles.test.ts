// Memory that arrays share must never be theirs twice.

import { expect, it } from "vitest";
import { doubles } from "../../src/oracle/doubles.ts";

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
