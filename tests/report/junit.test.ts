// report.junit.xml: valid XML whatever text others wrote, a suite for each implementation, a case for each property.

import { describe, expect, it } from "vitest";
import { reportJunit } from "../../src/report/junit.ts";
import { explainedReport } from "./explained-report.ts";
import { hostile, poisoned } from "./sample-report.ts";
import { parseXml } from "./well-formed.ts";

const report = await explainedReport();
const root = parseXml(reportJunit(report));
const suite = (name: string) => root.children.find(({ attributes }) => attributes.name === name)!;
const cases = (name: string) => suite(name).children.filter((child) => child.name === "testcase");
const testcase = (name: string, property: string) => cases(name).find(({ attributes }) => attributes.name === property)!;

describe("the JUnit report", () => {
  it("counts what it holds", () => {
    expect(root.attributes).toMatchObject({ name: "normfuzz", failures: "3", errors: "1", time: "12.340" });
    for (const { attributes, children } of root.children) {
      const own = children.filter(({ name }) => name === "testcase");
      const number = (kind: string) => String(own.filter(({ children: inside }) => inside.some(({ name }) => name === kind)).length);
      expect(attributes).toMatchObject({ tests: String(own.length), failures: number("failure"), errors: number("error"), skipped: number("skipped") });
    }
    expect(root.attributes.tests).toBe(String(root.children.reduce((sum, { attributes }) => sum + Number(attributes.tests), 0)));
  });

  it("has the card as the text of a failure, with its cause for the type", () => {
    const [failure] = testcase("naive-fp16", "finite-output").children;
    expect(failure).toMatchObject({ name: "failure", attributes: { type: "overflow-of-squares", message: "naive-fp16 violates finite-output at y[0]" } });
    for (const line of ["x           65504   65504\n", "lost at     Σx: 65504 + 65504 = 131008 passes 65504", "remedy      Square and accumulate", "replay      npx normfuzz replay regressions/"]) expect(failure!.text).toContain(line);
  });

  it("skips known violations and what never applied, and says which it is", () => {
    expect(testcase("one-pass", "oracle-agreement").children[0]).toMatchObject({ name: "skipped", attributes: { message: "known violation, on record in regressions/one-pass/oracle-agreement.3f2ac1d0.json" } });
    expect(testcase("two-pass-sequential-0", "monotone").children[0]).toMatchObject({ name: "skipped", attributes: { message: "no row that it applies to" } });
    expect(testcase("two-pass-sequential-0", "zero-mean").children[0]!.text).toBe("worst error ÷ tolerance 0.18, 1,000 batches");
  });

  it("has broken regressions as failures, those that held as one case, and what could not be judged as an error", () => {
    expect(testcase("one-pass", "regression regressions/one-pass/a.json").children[0]).toMatchObject({ name: "failure", text: "one-pass / zero-mean no longer reproduces" });
    expect(testcase("one-pass", "regressions: 2 as their status says").children).toEqual([]);
    expect(testcase("broken", "can be judged").children[0]).toMatchObject({ name: "error", text: "./broken.ts: no default export; add one" });
  });

  it("is the same document under hostile text", () => {
    const odd = "\u0000\u0001\ud800\udfff\ufffe\uffff]]>--&amp;<!--";
    const attacked = parseXml(reportJunit(poisoned(JSON.parse(JSON.stringify(report).replaceAll("for the tests", `for the tests${JSON.stringify(odd).slice(1, -1)}`)))));
    const shape = ({ name, children }: typeof root): unknown => [name, children.map(shape)];
    expect(shape(attacked)).toEqual(shape(root));
    expect(() => parseXml(reportJunit({ ...report, run: { ...report.run, seed: `${odd}${hostile}`, version: "--><a>" } }))).not.toThrow();
    expect(() => parseXml("<a>\u0001</a>")).toThrow("U+1 has no place");
  });
});
