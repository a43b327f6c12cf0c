// The page of more implementations than anybody reads one by one: what cards have in common stands on one of them, everything that is in the report
// can still be read or is one link away, and links lead where they say.

import { describe, expect, it } from "vitest";
import { bitsOfText } from "../../../src/findings/value-text.ts";
import { reportHtml } from "../../../src/report/html/report-html.ts";
import { type Evidence, type ImplementationResult, runReport } from "../../../src/report/model.ts";
import { terminalReport } from "../../../src/report/terminal.ts";
import { explainedReport } from "../explained-report.ts";

const report = await explainedReport();
const naive = report.results.find(({ implementation }) => implementation === "naive-fp16")!;
const many = (of: readonly ImplementationResult[]) => runReport(report.run, Array.from({ length: 41 }, (_, i) => ({ ...of[i % of.length]!, implementation: `${of[i % of.length]!.implementation}-of-${i}` })));

const page = reportHtml(many(report.results));
const section = (text: string, name: string) => text.slice(text.indexOf(`<details class="implementation fail" id="${name}"`)).split('<details class="implementation', 2).join("");
const own = page.slice(page.indexOf('id="naive-fp16-of-3" data-of')).split('<details class="implementation')[0]!;

describe("the page of 41 implementations", () => {
  it("links to what is there, under names that are used once", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const there = new Set(ids);
    for (const [, id] of page.matchAll(/ href="#([^"]+)"/g)) expect(there, id).toContain(id);
    for (const [, id] of page.matchAll(/ data-copy="([^"]+)"/g)) expect(there, id).toContain(id);
  });

  it("draws one row for each cause, and the other cards say where", () => {
    const causes = new Set(naive.properties.filter(({ status }) => status === "fail").flatMap((property) => [property, ...(property.others ?? [])].map(({ cause }) => cause?.id)));
    expect(causes.size).toBeGreaterThan(1);
    expect(own.match(/<figure class="row">/g)).toHaveLength(causes.size);
    expect(own.match(/<dt>drawn<\/dt>/g)!.length + causes.size).toBe(own.match(/<details class="card fail"/g)!.length);
    expect(section(reportHtml(runReport(report.run, report.results)), "naive-fp16").match(/<figure class="row">/g)!.length).toBeGreaterThan(causes.size);
  });

  it("leaves out no fact of the evidence", () => {
    const all: Evidence[] = [...naive.properties.flatMap((property) => [property, ...(property.others ?? [])]), ...naive.beyond];
    const shown = own.replaceAll("&#39;", "'").replaceAll("&#62;", ">").replaceAll("&#60;", "<").replaceAll("&#34;", '"').replaceAll("&#38;", "&");
    for (const { minimal, worst, replay, fixture, cause } of all) {
      for (const example of [minimal, worst]) {
        for (const text of [...(example?.x ?? []), ...(example?.gamma ?? []), ...(example?.beta ?? []), ...(example?.y ?? [])]) expect(shown).toContain(bitsOfText(text));
        if (example?.stages !== undefined && example === minimal) for (const { own: values } of example.stages.stages) for (const value of [values].flat()) expect(shown).toContain(value.replace("Infinity", "∞"));
      }
      for (const text of [minimal?.message, minimal?.observed && bitsOfText(minimal.observed), minimal?.exact && bitsOfText(minimal.exact), minimal?.tolerance.source, replay, fixture, cause?.label, cause?.remedy]) if (text) expect(shown).toContain(text);
    }
  });

  it("says stages that were shown already only once", () => {
    const tables = own.match(/<table class="stages">/g)!.length;
    const texts = new Set([...naive.properties, ...naive.properties.flatMap(({ others = [] }) => others), ...naive.beyond].flatMap(({ minimal }) => (minimal?.stages === undefined ? [] : [JSON.stringify(minimal.stages)])));
    expect(tables).toBe(texts.size);
    expect(own).toMatch(/<p>Stages: <a href="#naive-fp16-of-3\.[^"]+">those of [a-z-]+<\/a>, value for value\.<\/p>/);
  });

  it("is shorter for it", () => {
    const forty = many([naive]).results.slice(0, 40);
    expect(page.length).toBeGreaterThan(0);
    expect(reportHtml(many([naive])).length / 41).toBeLessThan((0.9 * reportHtml(runReport(report.run, forty)).length) / 40);
  });
});

describe("the terminal, of 41 implementations", () => {
  const text = terminalReport(many([naive]), { width: 120, colour: false });
  it("has a card for the first cause of each and a line for what the others break", () => {
    const [first, ...rest] = text.split(/^naive-fp16-of-7: /m).slice(1);
    expect(rest.length).toBeGreaterThan(0);
    expect(first).toContain("  observed");
    expect(rest.at(-1)!.split("\n\n")[0]).not.toContain("  observed");
    expect(rest.at(-1)!.split("\n\n")[0]).toMatch(/^ {2}also +[a-z-]+ ✗/m);
  });
  it("has every card of forty", () => {
    const forty = terminalReport(runReport(report.run, many([naive]).results.slice(0, 40)), { width: 120, colour: false });
    expect(forty.match(/^ {2}observed/gm)!.length).toBeGreaterThan(1.5 * text.match(/^ {2}observed/gm)!.length);
  });
});
