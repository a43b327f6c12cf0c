// The chart: wefg-formed, safe with any text, and with every point where its value says.

import { describe, expect, it } from "vitest";
import { type LogLogChart, logLogSvg } from "../../../src/report/figures/log-log.ts";

const lines = [
  { label: "8", points: [{ x: 1, y: 2 }, { x: 10, y: 20 }, { x: 100, y: 1000 }] },
  { label: "64", points: [{ x: 1, y: 3 }, { x: 10, y: 100 }, { x: 100, y: 1000 }] },
];
const chart: LogLogChart = { title: "what it is", description: "what it shows", xLabel: "κ", yLabel: "ulp", panels: [{ title: "fp32", subtitle: "default", lines }, { title: "fp8", subtitle: "default", lines: [] }], columns: 2, standalone: true };
const svg = logLogSvg(chart);

function numbers(pattern: RegExp, text = svg): number[] {
  return [...text.matchAll(pattern)].map(([, value]) => Number(value));
}

describe("logLogSvg", () => {
  it("closes what it opens, names its language only in a file, and loads nothing", () => {
    for (const standalone of [true, false]) {
      const text = logLogSvg({ ...chart, standalone });
      const open: string[] = [];
      for (const [tag, close, name] of text.matchAll(/<(\/?)([a-zA-Z]+)[^>]*>/g)) {
        if (close === "") open.push(name);
        else expect([tag, open.pop()]).toEqual([tag, name]);
      }
      expect(open).toEqual([]);
      expect(text.includes('xmlns="http://www.w3.org/2000/svg"')).toBe(standalone);
      expect(text.replace(' xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|<script|@import|url\(|href|\son\w+=/);
    }
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("escapes every text that it is given", () => {
    const bad = `</svg><script>alert("1")</script>&'`;
    const attacked = logLogSvg({ ...chart, description: bad, xLabel: bad, yLabel: bad, panels: [{ title: bad, subtitle: bad, lines: [{ ...lines[0], label: bad }] }] });
    expect(attacked).not.toContain("<script");
    expect(attacked.match(/<\/svg>/g)).toHaveLength(1);
    expect(attacked.match(/&#60;script/g)).toHaveLength(7);
  });

  it("puts equal ratios at equal distances, larger values higher and further right", () => {
    const [x1, x2, x3] = numbers(/<circle class="fg-f0" cx="([\d.]+)"/g);
    expect(x2 - x1).toBeCloseTo(x3 - x2, 0);
    expect(x2).toBeGreaterThan(x1);
    const [y1, y2, y3] = numbers(/<circle class="fg-f0" cx="[\d.]+" cy="([\d.]+)"/g);
    expect((y2 - y3) / (y1 - y2)).toBeCloseTo(Math.log10(50), 1);
  });

  it("keeps the names of lines apart that end in one place", () => {
    const [a, b] = numbers(/<text class="fg-end fg-f\d" x="[\d.]+" y="([\d.]+)"/g);
    expect(Math.abs(a - b)).toBeGreaterThanOrEqual(11.9);
  });

  it("says where nothing is promised", () => {
    expect(svg.match(/nothing is promised/g)).toHaveLength(1);
  });
});
