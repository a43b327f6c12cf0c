// The card of a backward counterexample, wherever it is read: what came in, what came out, every stage, the first loss, the cause and what mends it.

import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { contractSummary } from "../../../src/findings/counterexample.ts";
import { exampleJson } from "../../../src/findings/example-json.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import naive from "../../../src/impls/naive-fp16.ts";
import { cardText, violationCard } from "../../../src/report/card.ts";
import { evidenceBody } from "../../../src/report/html/evidence.ts";
import { exampleSchema } from "../../../src/report/schema/example-schema.ts";
import { findGradient, gradientBatch } from "../../findings/gradient/find-gradient.ts";

const found = (await findGradient(naive, gradientBatch("fp16", [0, 1], [0, 1])))!;
const storage = formatOf("fp16");
const minimal = exampleJson(found, storage);
const { cause } = found;

describe("the card of a gradient", () => {
  it("in a terminal has all of it, aligned", () => {
    const subject = { implementation: "naive-fp16", contract: contractSummary(resolveContract(naive)) };
    const text = cardText(violationCard(subject, { property: "backward-agreement", statement: "dx is right", status: "fail", minimal, cause }, 100));
    for (const line of [
      "dy          0       1\n",
      "dx          0       0\n",
      "cause       what is left of γ·dy after its two means cancels: it behaves exactly like a gradient with every step rounded to fp16\n",
      "lost at     variance + ε: 0.25 where 0.25001 is exact, and dx[0]/rstd = −2e-5 is what terms of about 0.5 leave\n",
      "◀ lost here\n",
      "remedy      Keep x̂, γ·dy and both means in a wider format until the difference is formed.",
    ]) expect(text).toContain(line);
    expect(text).toMatch(/\n +mean\(γ·dy·x̂\) +0.5 +0.49999 +0\n/);
    expect(text).toMatch(/\n +\(γ·dy − mean\(γ·dy\) − x̂·mean\(γ·dy·x̂\)\)\[0\] +0 +-1.99992e-5 +9.4\n/);
  });

  it("on the page draws dy and dx, with the exact dx as marks", () => {
    const { html: page } = evidenceBody({ minimal, cause }, { anchor: "a", implementation: "naive-fp16", property: "backward-agreement", storage });
    expect([...page.matchAll(/class="title" y="12">([^<]*)</g)].map(([, title]) => title)).toEqual(["x", "x − mean, mean = 0.5", "dy", "dx, and its exact values as marks"]);
    expect(page).toContain("First lost at</b> variance + ε");
    expect(page).toContain('<tr class="first"><th scope="row"><b>variance + ε</b> <span class="tag">first loss</span>');
    expect(page).not.toMatch(/undefined|\[object/);
  });

  it("is what the report's schema says", () => {
    expect(v.safeParse(exampleSchema, JSON.parse(JSON.stringify(minimal))).success).toBe(true);
  });
});
