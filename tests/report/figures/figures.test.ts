// Every figure against its picture in this folder: a changed one is left beside it as NAME-changed.svg for the eye, and becomes the picture with
// NORMFUZZ_UPDATE_FIGURES=1.

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { computeMaps } from "../../../src/campaign/maps/compute-maps.ts";
import naiveFp16 from "../../../src/impls/naive-fp16.ts";
import onePassFp32 from "../../../src/impls/one-pass-fp32.ts";
import type { Html } from "../../../src/report/escape-html.ts";
import { comparisonFigures, smallMapSvg } from "../../../src/report/figures/comparison-figures.ts";
import { errorAgainstConditionSvg, errorAgainstLengthSvg } from "../../../src/report/figures/error-curves.ts";
import { errorMapSvg } from "../../../src/report/figures/error-map.ts";
import { implementationFigures } from "../../../src/report/figures/implementation-figures.ts";
import { reportHtml } from "../../../src/report/html/report-html.ts";
import type { ImplementationResult } from "../../../src/report/model.ts";
import { sampleReport } from "../sample-report.ts";

const onePass = (await computeMaps(onePassFp32))!;
const naive = (await computeMaps(naiveFp16))!;
const [one, half] = [{ implementation: "one-pass-fp32", standalone: true }, { implementation: "naive-fp16", standalone: true }];
const figures: Readonly<Record<string, Html>> = {
  "error-map": errorMapSvg(onePass, { ...one, view: "ulps" }),
  "error-map-margin": errorMapSvg(onePass, { ...one, view: "margin" }),
  "error-map-fp16": errorMapSvg(naive, { ...half, view: "ulps" }),
  "error-map-violated": errorMapSvg(naive, { ...half, view: "margin" }),
  "error-against-condition": errorAgainstConditionSvg(onePass, one),
  "error-against-length": errorAgainstLengthSvg(onePass, one),
  "small-map": smallMapSvg(onePass, one),
};

function result(implementation: string, maps: ImplementationResult["maps"]): ImplementationResult {
  return { implementation, description: "", verdict: "pass", rows: 0, rowsPerSecond: 0, seconds: 0, properties: [], beyond: [], maps };
}

describe("each figure", () => {
  it.each(Object.entries(figures))("%s is as it was", (name, { html }) => {
    const [file, changed] = [join(import.meta.dirname, `${name}.svg`), join(import.meta.dirname, `${name}-changed.svg`)];
    if (process.env.NORMFUZZ_UPDATE_FIGURES) writeFileSync(file, `${html}\n`);
    const same = existsSync(file) && readFileSync(file, "utf8") === `${html}\n`;
    if (same) rmSync(changed, { force: true });
    else writeFileSync(changed, `${html}\n`);
    expect(same, `${name} has changed: compare ${changed} with the picture beside it; NORMFUZZ_UPDATE_FIGURES=1 accepts it`).toBe(true);
  });

  it.each(Object.entries(figures))("%s closes what it opens, loads nothing and says what it shows", (_, { html }) => {
    const open: string[] = [];
    for (const [tag, close, name] of html.matchAll(/<(\/?)([a-zA-Z]+)[^>]*>/g)) {
      if (close === "") open.push(name!);
      else expect([tag, open.pop()]).toEqual([tag, name]);
    }
    expect(open).toEqual([]);
    expect(html.replace(' xmlns="http://www.w3.org/2000/svg"', "").replaceAll(/url\(#fg\w+-\w\)/g, "")).not.toMatch(/https?:|<script|@import|url\(|href|\son\w+=/);
    expect(html).not.toMatch(/NaN|undefined|Infinity/.exec(html.replaceAll(/<(title|desc)>.*?<\/\1>| aria-label="[^"]*"|<text[^>]*>[^<]*<\/text>/g, ""))?.[0] ?? /$^/);
    expect(html).toMatch(/ role="img" aria-label="[^"]{60,}"/);
    expect(html).toMatch(/<title>[^<]{20,}<\/title><desc>[^<]{20,}<\/desc>/);
    for (const [, id] of html.matchAll(/url\(#([^)]+)\)/g)) expect(html).toContain(`<pattern id="${id}"`);
  });
});

describe("what figures say", () => {
  it("names where outputs are right and where they stop being numbers", () => {
    expect(figures["error-map"]!.html).toContain("Relative error at most 0.001 for |x| &#60; 2⁶² (4.6e18) and κ &#60; 64. Outputs are silently 0 from |x| = 2⁶² (4.6e18) on. Outputs are NaN from |x| = 2⁶⁴ (1.8e19) on, below it from κ = 2¹¹ (2048) on");
    expect(figures["error-map"]!.html).toContain("Measured on 10,368 rows of 8");
  });

  it("tells κ² from κ", () => {
    expect(figures["error-against-condition"]!.html).toContain("<desc>The error grows with the square of κ; from κ = ");
    expect(errorAgainstConditionSvg(naive, half).html).toContain("<desc>The error grows in proportion to κ</desc>");
  });

  it("marks regions by letters, not by colour alone", () => {
    const letters = (name: string) => [...new Set([...figures[name]!.html.matchAll(/class="fg-letter"[^>]*>([^<≤]+)</g)].map(([, letter]) => letter))].sort();
    expect(letters("error-map")).toEqual(["0", "B", "N"]);
    expect(letters("error-map-violated")).toEqual(["B", "V"]);
  });
});

describe("the figures of a page", () => {
  it("are undefined without maps, or with nothing to compare", () => {
    expect(implementationFigures(result("a", undefined))).toBeUndefined();
    expect(comparisonFigures([result("a", undefined), result("b", onePass), result("c", naive)])).toBeUndefined();
  });

  it("have patterns of their own each, and bring no style", () => {
    const page = [implementationFigures(result("a", onePass)), implementationFigures(result("b", onePass)), comparisonFigures([result("a", onePass), result("b", onePass)])].map((part) => part!.html).join("");
    const ids = [...page.matchAll(/<pattern id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(8);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).not.toContain("<style");
  });

  it("stand on the page of a report, which has their style once", async () => {
    const report = await sampleReport();
    const page = reportHtml({ ...report, results: report.results.map((one) => (one.contract === undefined ? one : { ...one, maps: naive })) });
    expect(page).toContain('<h2 id="maps">Maps</h2>');
    expect(page.match(/<div class="figures">/g)).toHaveLength(5);
    expect(page.split(".fg-c0 {")).toHaveLength(2);
    expect(reportHtml(report)).not.toContain('id="maps"');
  });

  it("are small: all of one implementation in 60 kB", () => {
    expect(implementationFigures(result("a", onePass))!.html.length).toBeLessThan(60_000);
  });

  it("escape names", () => {
    const bad = `</svg><script>alert("1")</script>&'`;
    const page = implementationFigures(result(bad, onePass))!.html + comparisonFigures([result(bad, onePass), result("b", onePass)])!.html;
    expect(page).not.toContain("<script");
  });
});
