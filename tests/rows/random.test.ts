// The same seed gives the same numbers, and they are distributed as they say.

import { describe, expect, it } from "vitest";
import { randomFrom, seedFrom } from "../../src/rows/random.ts";

describe("randomFrom", () => {
  it("gives these numbers, on every machine, for ever", () => {
    const random = randomFrom(2026);
    expect([random.next(), random.next(), random.fraction(), random.normal(), random.integer(-9, 9), random.sign()]).toMatchInlineSnapshot(`
      [
        0.7131967865861952,
        0.8129593988414854,
        0.21309660176790468,
        -0.6154531518009801,
        2,
        1,
      ]
    `);
    expect([randomFrom("layer norm").next(), seedFrom(1, "constant"), seedFrom(1, "ramp"), seedFrom(2, "ramp")]).toMatchInlineSnapshot(`
      [
        0.8935905627440661,
        -753243424,
        1520246556,
        839884876,
      ]
    `);
  });

  it("takes every 32-bit integer, signed and unsigned alike, and 0 too", () => {
    expect(randomFrom(-1).next()).toBe(randomFrom(2 ** 32 - 1).next());
    const fromZero = randomFrom(0);
    expect(new Set([fromZero.next(), fromZero.next(), fromZero.next()]).size).toBe(3);
    for (const seed of [0.5, NaN, 2 ** 32, -(2 ** 31) - 1]) expect(() => randomFrom(seed)).toThrow(`seed ${seed}`);
  });

  it("starts differently for neighbouring seeds", () => {
    const eighths = new Array(8).fill(0);
    for (let seed = 0; seed < 8000; seed++) eighths[randomFrom(seed).integer(0, 7)]++;
    // Binomial: 1000 with a deviation of 30; five of them.
    for (const count of eighths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("draws integers from both ends of the interval, and chances as asked", () => {
    const random = randomFrom(7);
    const drawn = new Set(Array.from({ length: 200 }, () => random.integer(-2, 2)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
    expect(random.pick(["one"])).toBe("one");
  });

  it("has a normal with mean 0, variance 1, kurtosis 3, and 53 random bits in a fraction", () => {
    const random = randomFrom(11);
    const count = 40_000;
    const sums = [0, 0, 0];
    let [lastBits, largest] = [0, 0];
    for (let i = 0; i < count; i++) {
      const z = random.normal();
      largest = Math.max(largest, Math.abs(z));
      sums[0] += z;
      sums[1] += z ** 2;
      sums[2] += z ** 4;
      const fraction = random.fraction();
      if (!(fraction >= 0 && fraction < 1)) expect.fail(`fraction ${fraction}`);
      lastBits += (fraction * 2 ** 53) % 2;
    }
    expect(largest).toBeLessThan(6);
    // Five standard errors: 1, √2 and √96 over √count.
    const error = 5 / Math.sqrt(count);
    expect(Math.abs(sums[0] / count)).toBeLessThan(error);
    expect(Math.abs(sums[1] / count - 1)).toBeLessThan(error * Math.SQRT2);
    // A binomial of 32 trials lacks 2/33 of the kurtosis.
    expect(Math.abs(sums[2] / count - (3 - 2 / 33))).toBeLessThan(error * Math.sqrt(96));
    expect(Math.abs(lastBits / count - 1 / 2)).toBeLessThan(error / 2);
  });
});
