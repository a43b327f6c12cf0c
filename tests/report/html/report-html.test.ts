// The HTML report as text: what must be in it, where links lead, and that no text of a kernel or a file can become part of the page.

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reportHtml } from "../../../src/report/html/report-html.ts";
import type { RunReport } from "../../../src/report/model.ts";
import { poisoned, sampleReport } from "../sample-report.ts";

const report = await sampleReport();
const page = reportHtml(report);
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

/** Elements with their attributes, outside of style and script. */
function elements(text: string): { readonly tag: string; readonly close: boolean; readonly attributes: ReadonlyMap<string, string> }[] {
  const body = text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "<$1></$1>");
  return [...body.matchAll(/<(\/?)([a-z0-9]+)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*(\/?)>/g)].map(([, close, tag, attributes]) => ({
    tag,
    close: close !== "",
    attributes: new Map([...attributes.matchAll(/([a-zA-Z0-9-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, value ?? ""])),
  }));
}

const ids = (text: string) => elements(text).flatMap(({ attributes }) => attributes.get("id") ?? []);
const card = (id: string) => page.slice(page.indexOf(` id="${id}"`)).split('<details class="card')[0];

describe("the page", () => {
  it("says first who breaks its contract", () => {
    expect(page).toContain("<h1>naive-fp16 breaks its contract; 1 could not be judged</h1>");
    const heads = (results: RunReport["results"]) => reportHtml({ ...report, results }).match(/<h1>(.*?)<\/h1>/)![1];
    expect(heads([])).toBe("Nothing was judged");
    expect(heads(report.results.slice(0, 3))).toBe("All 3 implementations keep their contracts");
    expect(heads(report.results.slice(0, 1))).toBe("two-pass-sequential-0 keeps its contract");
    expect(heads([report.results[3], report.results[3], report.results[0]])).toBe("2 of 3 implementations break their contracts");
    expect(heads([report.results[5]])).toBe("1 implementation could not be judged");
    expect(heads([report.results[4]])).toBe("one-pass keeps its contract, but for failures on record");
  });

  it("allows its own script by its hash, and nothing else to run or to be fetched", () => {
    const [, policy] = page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]+)">/)!;
    const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    expect(scripts).toHaveLength(1);
    expect(policy).toBe(`default-src 'none'; script-src 'sha256-${createHash("sha256").update(scripts[0]).digest("base64")}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`);
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.indexOf("<script"));
    expect(page).not.toMatch(/<link|<img|<iframe|https?:\/\/(?!www\.w3\.org)|@import|url\(/);
  });

  it("has a landmark for everything, one h1, and no heading that skips a level", () => {
    for (const tag of ["header", "nav", "main", "footer"]) expect(elements(page).filter((one) => one.tag === tag && !one.close), tag).toHaveLength(1);
    const levels = elements(page).flatMap(({ tag, close }) => (/^h[1-6]$/.test(tag) && !close ? Number(tag[1]) : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0), `heading ${i}`).toBeLessThanOrEqual(1));
    for (const { tag, attributes } of elements(page)) if (tag === "section" && attributes.size > 0) expect(ids(page)).toContain(attributes.get("aria-labelledby"));
  });

  it("links to what is there, under names that are used once", () => {
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(40);
    for (const id of targets) expect(ids(page), id).toContain(id);
    expect(new Set(ids(page)).size).toBe(ids(page).length);
    for (const { attributes } of elements(page)) if (attributes.has("data-copy")) expect(ids(page)).toContain(attributes.get("data-copy"));
  });

  it("closes what it opens", () => {
    const empty = new Set(["meta", "input", "path", "rect", "br", "i"]);
    const open: string[] = [];
    for (const { tag, close } of elements(page.slice(page.indexOf("<body"), page.indexOf("</html>")))) {
      if (empty.has(tag)) continue;
      if (!close) open.push(tag);
      else expect([tag, open.pop()]).toEqual([tag, tag]);
    }
    expect(open).toEqual([]);
  });

  it("is empty of accidents", () => {
    expect(page.replace(/<(script|pre)[^>]*>[\s\S]*?<\/\1>/g, "")).not.toMatch(/undefined|\[object|NaNpx/);
  });
});

describe("verdicts at a glance", () => {
  const table = page.slice(page.indexOf('class="glance"'), page.indexOf("</table>"));
  it("has the margins of the model, in words too", () => {
    expect(table).toMatch(/<td class="fail v3"><a href="#naive-fp16\.finite-output" aria-label="finite-output: violated, beyond any tolerance">✗∞<\/a>/);
    expect(table).toMatch(/<td class="known v2"><a href="#one-pass\.oracle-agreement" aria-label="oracle-agreement: known violation, 158 times the tolerance">~158<\/a>/);
    expect(table).toMatch(/<td class="pass m5" aria-label="holds, worst error 0\.50 of the tolerance">0\.50<\/td>/);
    expect(table).toContain('<td class="skip " aria-label="does not apply">–</td>');
    expect(table).toContain('aria-label="holds exactly">✓</td>');
  });
  it("says why something was not judged", () => {
    expect(table).toMatch(/<td colspan="11" class="none">\.\/broken\.ts: no default export; add one<\/td>/);
  });
});

describe("a counterexample's card", () => {
  const text = card("naive-fp16.finite-output");
  it("counts by cause, one card for each", () => {
    expect(text).toContain('sums overflow <span class="count">× 41</span>');
    expect(card("naive-fp16.finite-output-overflow-of-squares")).toContain('squares overflow <span class="count">× 16</span>');
    expect(text).toContain("Violated in 57 of 214 batches judged.");
  });
  it("names the first stage that lost it and marks it in the table", () => {
    expect(text).toContain('<b>First lost at</b> Σx: 65504 + 65504 = 131008 passes 65504, the largest fp16 number, at element 1');
    expect(text).toMatch(/<tr class="first"><th scope="row"><b>Σx<\/b>[\s\S]*?<code>∞<\/code><\/td><td><code>131008<\/code><\/td><td>.*all 11/);
    expect(text.match(/<tr class="first">/g)).toHaveLength(1);
    expect(text).toMatch(/<span class="number">3\.3<\/span>/);
  });
  it("draws the smallest row and the worst one", () => {
    expect(text.match(/<figure class="row">/g)).toHaveLength(2);
    expect(text).toContain('aria-label="x: 65504, 65504"');
  });
  it("has remedy, tolerance with theorems, bits and every snippet", () => {
    expect(text).toContain("<b>Mend it:</b> Accumulate in fp32.");
    expect(text).toMatch(/\n&#62;0  0x7bff 65504   0x7e00 NaN\n/);
    for (const name of ["replay", "ts", "py", "c", "hex"]) expect(text).toContain(`id="naive-fp16.finite-output.${name}"`);
  });
});

describe("under attack", () => {
  it("has the same elements with hostile text in every string but values", () => {
    const attacked = elements(reportHtml(poisoned(report)));
    expect(attacked.map(({ tag }) => tag)).toEqual(elements(page).map(({ tag }) => tag));
    expect(attacked.map(({ attributes }) => [...attributes.keys()].join())).toEqual(elements(page).map(({ attributes }) => [...attributes.keys()].join()));
  });

  it.each([false, true])("has no element, attribute or character that is not ours (values too: %s)", (everything) => {
    const attacked = reportHtml(poisoned(report, everything));
    const known = { tags: new Set(elements(page).map(({ tag }) => tag)), attributes: new Set(elements(page).flatMap(({ attributes }) => [...attributes.keys()])) };
    expect(attacked.match(/<script/gi)).toHaveLength(1);
    expect(attacked.match(controls)).toBeNull();
    for (const { tag, attributes } of elements(attacked)) {
      expect(known.tags).toContain(tag);
      for (const name of attributes.keys()) expect(known.attributes).toContain(name);
    }
    // Nothing that looks like a tag is left besides the elements above.
    const rest = attacked.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "").replace(/<!doctype html>/, "").replace(/<\/?[a-z0-9]+((?:\s+[a-zA-Z0-9-]+(?:="[^"<>]*")?)*)\s*\/?>/g, "");
    expect(rest).not.toMatch(/[<>]/);
    for (const id of ids(attacked)) expect(id).toMatch(/^[a-z0-9._-]+$/i);
  });

  it("keeps addresses apart where names differ by what addresses cannot hold", () => {
    const [naive] = report.results.slice(3);
    const twice = reportHtml({ ...report, results: [naive, { ...naive, implementation: "naive/fp16" }, { ...naive, implementation: "NAIVE-FP16" }] });
    expect(new Set(ids(twice)).size).toBe(ids(twice).length);
  });
});

describe("what the run is sure to catch", () => {
  it("is said for each contract once, in a table and as curves", () => {
    const section = page.slice(page.indexOf("What the run is sure to catch"));
    expect([...section.matchAll(/<summary>([^<]*): <strong>/g)].map(([, names]) => names)).toEqual(["two-pass-sequential-0, two-pass-sequential-1, two-pass-sequential-2, one-pass", "naive-fp16"]);
    expect(section).toMatch(/<strong>110 ulp at n = 8, κ = 1<\/strong>/);
    expect(section.match(/<svg class="fg"/g)).toHaveLength(2);
    expect(section).toContain("<th>κ = 1e5</th>");
    const without = { ...report, results: report.results.map((result) => ({ ...result, sensitivity: undefined })) };
    expect(reportHtml(without)).not.toContain("sure to catch");
  });
});
