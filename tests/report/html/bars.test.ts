// The geometry of drawn rows: every value is in a bar, long rows keep their extremes, nothing that is not finite reaches a path.

import { describe, expect, it } from "vitest";
import { barsMax, barsOf, barsPath, domainOf, heightOf, marksPath } from "../../../src/report/html/bars.ts";

const box = { left: 0, top: 10, width: 100, height: 40 };

describe("bars", () => {
  it("are one for each value of a short row, from 0", () => {
    expect(barsOf([3, -2])).toEqual([
      { first: 0, last: 0, low: 0, high: 3, special: undefined },
      { first: 1, last: 1, low: -2, high: 0, special: undefined },
    ]);
  });

  it.each([65, 100, 128, 4096, 4097])("of %i values hold every column once, with the extremes", (n) => {
    const values = Array.from({ length: n }, (_, i) => (i === 57 ? 1e6 : 1000 + (i % 7)));
    const bars = barsOf(values);
    expect(bars).toHaveLength(barsMax);
    expect(bars.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, k) => first + k))).toEqual(values.map((_, i) => i));
    expect(Math.max(...bars.map(({ high }) => high))).toBe(1e6);
    for (const { first, last, low } of bars) if (last > first) expect(low).toBe(Math.min(...values.slice(first, last + 1)));
  });

  it("say what cannot be drawn to scale", () => {
    expect(barsOf([NaN, Infinity, -Infinity]).map(({ special }) => special)).toEqual(["NaN", "∞", "−∞"]);
    const long = barsOf(Array.from({ length: 128 }, (_, i) => (i === 3 ? NaN : i)));
    expect(long[1]).toMatchObject({ low: 2, high: 2, special: "NaN" });
  });

  it("lie in a domain with 0 in it, also when everything is 0", () => {
    expect(domainOf(barsOf([5, 6]))).toEqual({ low: 0, high: 6, flat: false });
    expect(domainOf(barsOf([0, 0]))).toEqual({ low: 0, high: 1, flat: true });
  });

  it.each([
    [[1e308, -1e308]],
    [[5e-324, 0]],
    [[NaN, Infinity, 1]],
    [[0]],
    [Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? NaN : i * 1e300))],
  ])("become paths of finite numbers inside the box: %#", (values) => {
    const bars = barsOf(values);
    const domain = domainOf(bars);
    for (const path of [barsPath(bars, domain, box, () => true), marksPath(bars, domain, box)]) {
      expect(path).toMatch(/^[-MhvzH0-9. ]*$/);
      for (const [, , y] of path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)) expect(Number(y) >= box.top && Number(y) <= box.top + box.height).toBe(true);
    }
  });

  it("have their ends at the ends of the box", () => {
    const domain = { low: -2, high: 2, flat: false };
    expect([heightOf(2, domain, box), heightOf(0, domain, box), heightOf(-2, domain, box)]).toEqual([10, 30, 50]);
  });
});
