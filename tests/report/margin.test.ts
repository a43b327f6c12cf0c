// Margins as people read them: never rounded across the border between held and violated.

import { describe, expect, it } from "vitest";
import { cellText, marginText } from "../../src/report/margin.ts";

describe("a margin in a cell", () => {
  it.each([
    [0, "0.00"],
    [0.004, "0.01"],
    [0.93, "0.93"],
    [0.9999, "1.00"],
    [1, "1.00"],
    [1.0001, "1.1"],
    [9.4, "9.4"],
    [9.97, "10"],
    [12.3, "12"],
    [999.4, "999"],
    [999.7, "1.0k"],
    [9400, "9.4k"],
    [9970, "10k"],
    [99600, "1e5"],
    [2.4e9, "2e9"],
    ["Infinity", "∞"],
    [null, ""],
  ] as const)("%s is %s", (margin, text) => {
    expect(marginText(margin)).toBe(text);
  });

  it("has a sign for what colour says", () => {
    expect(cellText({ status: "pass", margin: 0 })).toBe("✓");
    expect(cellText({ status: "pass", margin: 0.5 })).toBe("0.50");
    expect(cellText({ status: "fail", margin: "Infinity" })).toBe("✗∞");
    expect(cellText({ status: "known", margin: 3 })).toBe("~3.0");
    expect(cellText({ status: "skip", margin: null })).toBe("–");
  });

  it("fits four characters", () => {
    for (let e = -3; e < 300; e += 0.01) expect(marginText(10 ** e).length).toBeLessThanOrEqual(e < 9.9 ? 4 : 5);
  });
});
