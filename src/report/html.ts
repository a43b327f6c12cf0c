// The report as one HTML page without scripts or anything from elsewhere: verdicts, margins, and every violation with its row. Whatever
// comes from a kernel or a file is escaped by the template tag.

import { beyondCard, type Card, type CardField, violationCard } from "./card.ts";
import { type Html, html, type HtmlValue } from "./escape-html.ts";
import { comparisonFigures } from "./figures/comparison-figures.ts";
import { figureStyle } from "./figures/figure-style.ts";
import { implementationFigures } from "./figures/implementation-figures.ts";
import { style } from "./html-style.ts";
import { counted } from "./counted.ts";
import { cellText } from "./margin.ts";
import type { ImplementationResult, RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";
import { proofLine } from "./proof-text.ts";
import { sensitivities } from "./html-sensitivity.ts";

/** Columns of the grids of values: more scroll. */
const width = 110;

/** The whole page. */
export function reportHtml(report: RunReport): string {
  const { run, results, summary } = report;
  const good = summary.fail + summary.error === 0;
  const headline = good ? `✓ ${summary.pass} pass` : `✗ ${summary.fail} fail, ${summary.error} could not be judged, ${summary.pass} pass`;
  const failures = results.flatMap(({ regressions }) => regressions?.failures ?? []);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${good ? "✓" : "✗"} normfuzz</title>
<style>${{ html: style }}${{ html: figureStyle }}</style>
</head>
<body>
<h1>normfuzz: <span class="${good ? "pass" : "fail"}">${headline}</span></h1>
<p>${counted(summary.rows, "row")} in ${run.seconds.toFixed(1)} s · seed <code>${plainText(run.seed)}</code> · profile ${plainText(run.profile)} · ${plainText(run.startedAt)} · ${plainText(run.platform)}, node ${plainText(run.node)} · normfuzz ${plainText(run.version)}</p>
<p class="soft">again: <code>${plainText(run.command)}</code></p>
<h2>Verdicts</h2>
${verdicts(results)}
${margins(results)}
${proofs(results)}
${failures.length > 0 ? html`<h2>Regressions</h2>${failures.map(({ message }) => html`<p class="fail">✗ <code>${plainText(message)}</code></p>`)}` : undefined}
${violations(results)}
${beyond(results)}
${maps(results)}
${sensitivities(results)}
</body>
</html>
`;
  return page.html;
}

function verdicts(results: readonly ImplementationResult[]): Html {
  const word = { pass: "✓ pass", fail: "✗ fail", error: "! error" };
  const rows = results.map((result, i) => {
    const { contract, verdict, properties, description } = result;
    const violated = properties.filter(({ status }) => status === "fail" || status === "known");
    const links = violated.map(({ property, status }) => html`<a class="${status}" href="#${anchor(i, property)}">${plainText(property)}</a> `);
    return html`<tr><th>${plainText(result.implementation)}</th><td class="${verdict}">${word[verdict]}</td><td>${contract ? `${contract.storage}, ${contract.algorithm} in ${contract.accumulator}` : ""}</td><td>${result.rows.toLocaleString("en-US")}</td><td class="wrap">${result.error === undefined ? links : plainText(result.error)}</td><td class="wrap soft">${plainText(description)}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th>implementation</th><th>verdict</th><th>contract</th><th>rows</th><th>violated</th><th>what it is</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function margins(results: readonly ImplementationResult[]): Html | undefined {
  const known = new Map(results.flatMap((result) => result.properties.map((property) => [property.property, property] as const)));
  if (known.size === 0) return undefined;
  const rows = [...known].map(([id, { statement, why }]) => {
    const cells = results.map((result, i) => {
      if (result.properties.length === 0) return undefined;
      const property = result.properties.find((one) => one.property === id);
      if (property === undefined) return html`<td></td>`;
      const bad = property.status === "fail" || property.status === "known";
      return html`<td class="${property.status}">${bad ? html`<a href="#${anchor(i, id)}">${cellText(property)}</a>` : cellText(property)}</td>`;
    });
    return html`<tr><th title="${`${plainText(statement)} - ${plainText(why)}`}">${plainText(id)}</th>${cells}</tr>`;
  });
  return html`<h2>Margins</h2>
<p class="soft">Worst error ÷ tolerance, at most 1.00. ✓ holds exactly, – does not apply, ✗ violated by this factor, ~ known violation.</p>
<div class="scroll"><table class="margins"><thead><tr><th>property</th>${results.map(({ implementation, properties }) => properties.length === 0 ? undefined : html`<th><span>${plainText(implementation)}</span></th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function proofs(results: readonly ImplementationResult[]): Html | undefined {
  const kind = { "✓": "pass", "✗": "fail", "!": "error" };
  const lines = results.flatMap(({ implementation, proofs: own = [], proofErrors = [] }) => [
    ...own.map(proofLine).map(({ sign, text }) => html`<p><span class="${kind[sign]}">${sign}</span> <code>${plainText(implementation)}</code>: ${plainText(text)}</p>`),
    ...proofErrors.map((text) => html`<p><span class="error">!</span> ${plainText(text)}</p>`),
  ]);
  return lines.length > 0 ? html`<h2>Proofs</h2>${lines}` : undefined;
}

function violations(results: readonly ImplementationResult[]): HtmlValue {
  const cards = results.flatMap((result, i) =>
    result.properties
      .filter(({ status }) => status === "fail" || status === "known")
      .map((property) => article(violationCard(result, property, width), property.status === "known" ? "known" : "", anchor(i, property.property), property.why)),
  );
  return cards.length > 0 ? html`<h2>Violations</h2>${cards}` : undefined;
}

function beyond(results: readonly ImplementationResult[]): HtmlValue {
  const all = results.flatMap((result) => result.beyond.map((finding) => ({ result, finding })));
  if (all.length === 0) return undefined;
  const impossible = all.filter(({ finding }) => finding.grade === "impossible");
  const inaccurate = all.filter(({ finding }) => finding.grade === "inaccurate");
  return html`<h2>Beyond the contracts</h2>
<p class="soft">What happens where nothing is promised. Impossible: values that no LayerNorm has.</p>
${impossible.map(({ result, finding }) => article(beyondCard(result, finding, width), "beyond", undefined, finding.message))}
${inaccurate.map(({ result, finding }) => html`<p><code>${plainText(result.implementation)}</code>: ${plainText(finding.symptom)} on ${counted(finding.count, "row")}; ${plainText(finding.message)}</p>`)}`;
}

function maps(results: readonly ImplementationResult[]): Html | undefined {
  const own = results.flatMap((result) => {
    const figures = implementationFigures(result);
    return figures === undefined ? [] : [html`<details><summary>${plainText(result.implementation)}</summary>${figures}</details>`];
  });
  if (own.length === 0) return undefined;
  return html`<h2>Where they are right</h2>
<p class="soft">Measured on rows that depend on the storage format only. The error is relative to the scale of the row's output, max(1, |y|) where γ and β are absent.</p>
${comparisonFigures(results)}${own}`;
}

function article(card: Card, kind: string, id: string | undefined, why: string): Html {
  const grid = card.fields.filter((field) => isGrid(field));
  const facts = card.fields.filter((field) => !isGrid(field));
  return html`<article class="${kind}"${id === undefined ? undefined : html` id="${id}"`}>
<h3>${plainText(card.title)}</h3>
${card.fixture === undefined ? undefined : html`<p class="soft"><code>${plainText(card.fixture)}</code></p>`}
<pre>${grid.map(({ label, text }) => `${label.padEnd(6)}${plainText(text)}\n`)}</pre>
<dl><dt>why it matters</dt><dd>${plainText(why)}</dd>${facts.map(({ label, text }) => html`<dt>${label}</dt><dd><code>${plainText(text)}</code></dd>`)}</dl>
</article>
`;
}

function isGrid({ grid }: CardField): boolean {
  return grid === true;
}

function anchor(implementation: number, property: string): string {
  return `v${implementation + 1}-${property.replace(/[^a-z0-9:-]+/gi, "-")}`;
}
