// The maps: axes without gaps, rows that are where they say, every cell that the format can fill, and what known kernels look like on them.

import { describe, expect, it } from "vitest";
import { bandOf, conditionBands, magnitudeBands } from "../../../src/campaign/maps/bands.ts";
import { computeMaps } from "../../../src/campaign/maps/compute-maps.ts";
import { mapRow, shapes } from "../../../src/campaign/maps/map-row.ts";
import { safeRegions } from "../../../src/campaign/maps/safe-region.ts";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { isRepresentable } from "../../../src/formats/neighbours.ts";
import naiveFp16 from "../../../src/impls/naive-fp16.ts";
import onePassFp32 from "../../../src/impls/one-pass-fp32.ts";
import stableFp16 from "../../../src/impls/stable-fp16.ts";
import { exactAnswer } from "../../../src/oracle/exact.ts";
import { epsilonDefault } from "../../../src/rows/epsilon.ts";
import { exponentLowest } from "../../../src/rows/magnitude.ts";
import { randomFrom } from "../../../src/rows/random.ts";
import { kernel } from "../kernels.ts";

const formats = ["fp16", "bf16", "fp32", "fp64"].map(formatOf);

describe("the axes of a map", () => {
  it.each(formats)("$id: bands cover every binade and every κ once, in two or three dozen columns", (format) => {
    const magnitudes = magnitudeBands(format);
    expect(magnitudes.length).toBeGreaterThanOrEqual(24);
    expect(magnitudes.length).toBeLessThanOrEqual(32);
    expect(magnitudes[0]!.first).toBe(exponentLowest(format));
    expect(magnitudes.at(-1)!.last).toBe(format.exponentMax);
    const conditions = conditionBands(format);
    expect(conditions.at(-1)!.last).toBeUndefined();
    expect(conditions.at(-1)!.first).toBeGreaterThanOrEqual(format.precision + 1);
    for (const bands of [magnitudes, conditions]) {
      for (const [i, { first, last }] of bands.entries()) {
        if (i > 0) expect(first).toBe(bands[i - 1]!.last! + 1);
        expect(last ?? Infinity).toBeGreaterThanOrEqual(first);
        expect(bandOf(2 ** first, bands)).toBe(i);
      }
    }
    // Squares overflow at the edge of a band, not inside one.
    expect(magnitudes.map(({ first }) => first)).toContain((format.exponentMax + 1) / 2);
  });
});

describe("the rows of a map", () => {
  it.each(formats)("$id: are values of the format in the binade asked for, about as ill-conditioned as asked for", (format) => {
    const random = randomFrom("rows");
    for (let k = 0; k < 600; k++) {
      const shape = random.pick(shapes);
      const exponent = random.integer(exponentLowest(format), format.exponentMax);
      const bits = random.integer(0, Math.max(2, format.precision - 7));
      const x = mapRow(format, { n: random.integer(2, 9), exponent, conditionNumber: 2 ** bits * 1.5, shape }, random);
      const size = Math.max(...x.map(Math.abs));
      expect([...x].every((value) => isRepresentable(format, value) && Math.abs(value) < Infinity)).toBe(true);
      expect([size >= 2 ** exponent, size < 2 * 2 ** exponent || exponent === format.exponentMax]).toEqual([true, true]);
      if (exponent < format.exponentMin + format.precision || (shape === "steps" && bits === 0)) continue;
      // Without ε, in units that neither overflow nor vanish.
      const { conditionNumber } = exactAnswer({ x: x.map((value) => (value / 2 ** exponent) * 2 ** 20), eps: epsilonDefault * 1e-12 })!.statistics;
      expect(conditionNumber / 2 ** bits, `${shape} ${exponent} ${bits} ${x.join(" ")}`).toBeGreaterThan(0.9);
      expect(conditionNumber / 2 ** bits).toBeLessThan(3);
    }
  });

  it.each(formats)("$id: fill every cell that lies between κ = 1 and |x|/√ε", async ({ id, precision }) => {
    const { map } = (await computeMaps({ id: "zeros", format: id as "fp32", forward: (x) => new Float64Array(x.length) }))!;
    for (const [k, { first, last }] of map.conditions.entries()) {
      for (const [m, band] of map.magnitudes.entries()) {
        const largest = Math.hypot(1, 2 ** (band.last! + 1) / Math.sqrt(epsilonDefault));
        const filled = map.states[k]![m] !== " ";
        // κ up to twice the reciprocal of the spacing is there for any row of eight; a constant row has the largest of its magnitude.
        if (last !== undefined && 2 ** (last + 1) < largest / 4 && last < precision) expect(filled, `κ 2^${first}, |x| 2^${band.first}`).toBe(true);
        if (2 ** first > largest) expect(filled).toBe(false);
      }
    }
    expect(map.states[0]).not.toContain(" ");
    expect(map.states.at(-1)!.trim()).not.toBe("");
  });
});

describe("the maps of known kernels", () => {
  it("naive fp16 is silently 0 from where eight squares overflow, and NaN from where eight values do", async () => {
    const { map } = (await computeMaps(naiveFp16))!;
    const at = (exponent: number) => map.states[0]![map.magnitudes.findIndex(({ first }) => first === exponent)];
    expect([at(5), at(8), at(13), at(15)]).toEqual([".", "z", "n", "n"]);
    expect(map.safe[0]!.sentence).toMatch(/^within 2 ulp for \|x\| < 2\^-7 \(0\.00781\) and κ < 2, on 4,704 rows$/);
  });

  it("one pass in fp32 errs as κ², and is within its own bound", async () => {
    const { map, againstCondition, againstLength } = (await computeMaps(onePassFp32))!;
    const near = (κ: number) => againstCondition.find(({ at }) => at > κ / 2 && at <= κ)!;
    expect(Number(near(256).error) / Number(near(16).error)).toBeGreaterThan(64);
    expect(againstCondition.at(-1)!.error).toBe("NaN");
    for (const { error, bound } of [...againstCondition, ...againstLength]) if (bound !== null) expect(Number(error)).toBeLessThanOrEqual(bound);
    expect(Math.max(...map.margins.flat().map(Number))).toBeLessThanOrEqual(1);
    expect(map.safe[1]!.sentence).toContain("|x| < 2^62 (4.6e18) and κ < 64");
  });

  it("stable fp16 is safe everywhere", async () => {
    const { map } = (await computeMaps(stableFp16))!;
    expect(map.safe.map(({ sentence }) => sentence)).toEqual(["within 2 ulp for every |x| and every κ, on 4,704 rows", "relative error at most 0.001 for every |x| and every κ, on 4,704 rows"]);
  });

  it("a wrong divisor is above the tolerance everywhere where there is one", async () => {
    const { map } = (await computeMaps(kernel("unbiased", { divisor: (cols) => cols - 1 })))!;
    const lowest = map.margins[1]!.filter((margin) => margin !== null).map(Number);
    expect(lowest.length).toBeGreaterThan(10);
    expect(Math.min(...lowest)).toBeGreaterThan(1);
  });
});

describe("computing maps", () => {
  const right = kernel("right");

  it("gives the same for the same kernel, synchronous or not, in JSON too", async () => {
    const maps = await computeMaps(right);
    expect(JSON.parse(JSON.stringify(maps))).toEqual(maps);
    expect(await computeMaps({ ...right, forward: async (...given: Parameters<typeof right.forward>) => right.forward(...given) })).toEqual(maps);
    expect(JSON.stringify(maps).length).toBeLessThan(25_000);
  });

  it("takes a few dozen calls", async () => {
    let calls = 0;
    await computeMaps({ ...right, forward: (...given) => (calls++, right.forward(...given)) });
    expect(calls).toBeLessThan(60);
  });

  it.each<[string, LayerNormImplementation["fixed"] & object, number]>([
    ["columns", { cols: 48 }, 48],
    ["one row a call", { rows: 1 }, 8],
    ["everything", { cols: 5, rows: 3, eps: 1e-3, gamma: Float64Array.of(1, -2, 0.5, 3, 0), beta: Float64Array.of(0, 1, -1, 0.25, 8) }, 5],
  ])("works with %s built in", async (_, fixed, cols) => {
    let calls = 0;
    const checked: LayerNormImplementation = {
      ...right,
      fixed,
      forward(x, shape) {
        calls++;
        if (fixed.cols !== undefined) expect(shape.cols).toBe(fixed.cols);
        if (fixed.rows !== undefined) expect(shape.rows).toBe(fixed.rows);
        if (fixed.eps !== undefined) expect([shape.eps, shape.gamma, shape.beta]).toEqual([fixed.eps, fixed.gamma, fixed.beta]);
        return right.forward(x, shape);
      },
    };
    const { map, againstLength } = (await computeMaps(checked))!;
    expect(map.cols).toBe(cols);
    expect(calls).toBeLessThan(2500);
    expect(Math.max(...map.margins.flat().map(Number))).toBeLessThanOrEqual(1);
    expect(map.states.join("")).toContain(".");
    if (fixed.cols !== undefined) expect(againstLength.map(({ at }) => at)).toEqual([cols]);
  });

  it("has none when it must end before all is done, rather than half of them", async () => {
    let calls = 0;
    expect(await computeMaps(right, () => ++calls < 40)).toBeUndefined();
    expect(calls).toBe(40);
  });

  it("has finite errors for finite outputs, however wrong, so that its report can be read again", async () => {
    const maps = await computeMaps({ id: "huge", format: "fp64", forward: (x) => x.map(() => Number.MAX_VALUE) });
    expect(maps!.map.ulps.flat().every((ulps) => ulps === null || Number.isFinite(ulps))).toBe(true);
    expect(maps!.map.ulps.flat()).toContain(Number.MAX_VALUE);
    expect(maps!.againstCondition.every(({ bound }) => bound === null || Number.isFinite(bound))).toBe(true);
  });

  it("has none for rows of one value", async () => {
    expect(await computeMaps({ ...right, fixed: { cols: 1 } })).toBeUndefined();
  });

  it("marks calls that fail, and goes on", async () => {
    const throwing = { ...right, forward: (x: Float64Array, shape: Parameters<typeof right.forward>[1]) => {
      if (x.some((value) => Math.abs(value) > 1e6)) throw new Error("too large for me");
      return right.forward(x, shape);
    } };
    const { map, againstCondition } = (await computeMaps(throwing))!;
    expect(map.states[0]).toMatch(/^\.+f+$/);
    expect(againstCondition.length).toBeGreaterThan(10);
    expect((await computeMaps({ ...right, forward: () => [1, 2, 3] }))!.map.states[0]).toMatch(/^f+$/);
  });
});

describe("the safe region", () => {
  const grid = (lines: readonly string[]) => ({
    cols: 8,
    rows: 1200,
    magnitudes: [0, 1, 2, 3].map((first) => ({ first, last: first })),
    conditions: [...[0, 1].map((first) => ({ first, last: first })), { first: 2 }],
    states: lines.map((line) => line.replaceAll(/\d/g, ".")),
    ulps: lines.map((line) => [...line].map((letter) => (/\d/.test(letter) ? Number(letter) : null))),
    margins: lines.map((line) => [...line].map(() => null)),
  });
  const regionOf = (...lines: string[]) => {
    const { magnitudes, conditions, sentence } = safeRegions(grid(lines), formatOf("fp32"))[0]!;
    return { magnitudes, conditions, sentence };
  };

  it("is the rectangle with most rows in it", () => {
    expect(regionOf("1111", "1199", "1999")).toMatchObject({ magnitudes: 4, conditions: 1, sentence: "within 2 ulp for κ < 2, on 1,200 rows" });
    expect(regionOf("1111", "1119", "1119")).toMatchObject({ magnitudes: 3, conditions: 3, sentence: "within 2 ulp for |x| < 8, on 1,200 rows" });
    expect(regionOf("1111", " 11n", "  99")).toMatchObject({ magnitudes: 3, conditions: 2, sentence: "within 2 ulp for |x| < 8 and κ < 4, on 1,200 rows" });
  });

  it("does not reach over an error, and may be everything or nothing", () => {
    expect(regionOf("1911", "1111", "1111")).toMatchObject({ magnitudes: 1, conditions: 3 });
    expect(regionOf("9111", "1111", "1111")).toMatchObject({ magnitudes: 0, conditions: 0, sentence: "nowhere within 2 ulp, not even where |x| is smallest and κ is 1, on 1,200 rows" });
    expect(regionOf("1111", " 111", "  11").sentence).toBe("within 2 ulp for every |x| and every κ, on 1,200 rows");
  });
});
