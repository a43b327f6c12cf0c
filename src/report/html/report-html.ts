// The report as one HTML page that needs nothing from elsewhere: verdicts at a glance, what is wrong, then each implementation with its
// counterexamples, then what the words mean. Whatever comes from a kernel or a file is escaped by the template tag, and the page's own policy
// lets nothing run but the page's own script.

import { counted } from "../counted.ts";
import { type Html, html } from "../escape-html.ts";
import type { RunReport } from "../model.ts";
import { diagnoses } from "./diagnosis.ts";
import { comparisonFigures } from "../figures/comparison-figures.ts";
import { figureStyle } from "../figures/figure-style.ts";
import { glance } from "./glance.ts";
import { propertyGlossary, theoremGlossary } from "./glossary.ts";
import { implementationSection } from "./implementation-section.ts";
import { script, scriptHash } from "./script.ts";
import { sensitivities } from "./sensitivities.ts";
import { styleCard, stylePrint } from "./style-card.ts";
import { stylePage } from "./style-page.ts";
import { type Subject, subjectsOf } from "./subject.ts";
import { theme } from "./theme.ts";

// Styles of figures stand in the figures, hence 'unsafe-inline' for styles; scripts are let in by their hash alone.
const policy = `default-src 'none'; script-src '${scriptHash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;

/** With more failing implementations than this, cards start closed. */
const openMax = 6;

/** With more implementations than this, what is not on the screen is not laid out, and what cards have in common stands on one of them. */
const manyMin = 40;

/** The whole page. */
export function reportHtml(report: RunReport): string {
  const subjects = subjectsOf(report.results);
  const many = subjects.length > manyMin;
  const open = subjects.filter(({ findings }) => findings.length > 0).length <= openMax;
  const figures = comparisonFigures(report.results);
  const sensitivity = sensitivities(report.results);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="color-scheme" content="light dark">
<title>${title(report)}</title>
<style>${{ html: theme + stylePage + styleCard + figureStyle + stylePrint }}</style>
<script>${{ html: script }}</script>
</head>
<body${many ? html` class="many"` : undefined}>
<a class="skip-link" href="#verdicts">Skip to the verdicts</a>
${bar(figures !== undefined)}
<main id="top">
<h1>${headline(subjects)}</h1>
${counts(subjects)}
${runFacts(report)}
<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>
${filters(subjects)}
${glance(subjects)}</section>
<section aria-labelledby="wrong"><h2 id="wrong">What is wrong</h2>
${diagnoses(subjects)}</section>
${figures && html`<section aria-labelledby="maps"><h2 id="maps">Maps</h2>
${figures}</section>`}
<section aria-labelledby="implementations"><h2 id="implementations">Implementations</h2>
${subjects.map((subject) => implementationSection(subject, { open, economical: many }))}</section>
${sensitivity && html`<section class="sensitivity" aria-labelledby="sensitivity">${sensitivity}</section>`}
${propertyGlossary(subjects)}
${theoremGlossary(subjects)}
</main>
${footer(report)}
<p id="live" class="unseen" role="status" aria-live="polite"></p>
</body>
</html>
`;
  return page.html;
}

function title({ summary }: RunReport): string {
  return summary.fail + summary.error === 0 ? `✓ ${summary.pass} pass · normfuzz` : `✗ ${summary.fail} fail · normfuzz`;
}

/** The report in one sentence. */
function headline(subjects: readonly Subject[]): string {
  const broken = subjects.filter(({ status }) => status === "fail");
  const unjudged = subjects.filter(({ status }) => status === "error").length;
  const known = subjects.some(({ status }) => status === "known") ? ", but for failures on record" : "";
  const rest = unjudged === 0 ? "" : `; ${unjudged} could not be judged`;
  if (subjects.length === 0) return "Nothing was judged";
  if (broken.length === 1) return `${broken[0].result.implementation} breaks its contract${rest}`;
  if (broken.length > 1) return `${broken.length} of ${subjects.length} implementations break their contracts${rest}`;
  const kept = subjects.length - unjudged;
  if (kept === 0) return `${counted(unjudged, "implementation")} could not be judged`;
  return `${subjects.length === 1 ? `${subjects[0].result.implementation} keeps its contract` : `${unjudged === 0 ? "All " : ""}${kept} implementations keep their contracts`}${known}${rest}`;
}

function counts(subjects: readonly Subject[]): Html {
  const of = (status: Subject["status"]) => subjects.filter((subject) => subject.status === status).length;
  const all = [
    { name: "pass", sign: "✓", kind: "pass", count: of("pass") },
    { name: "fail", sign: "✗", kind: "fail", count: of("fail") },
    { name: "known failures", sign: "~", kind: "known", count: of("known") },
    { name: "not judged", sign: "!", kind: "error", count: of("error") },
  ];
  return html`<dl class="counts">${all.map(({ name, sign, kind, count }) => (count === 0 && kind !== "fail" ? undefined : html`<div><dt>${name}</dt><dd><span class="sign ${count === 0 ? "pass" : kind}" aria-hidden="true">${count === 0 ? "✓" : sign}</span> ${count}</dd></div>`))}</dl>`;
}

function runFacts({ run, summary }: RunReport): Html {
  const facts: readonly (readonly [string, string | Html])[] = [
    ["tried", `${counted(summary.rows, "batch", "batches")} in ${run.seconds.toFixed(1)} s`],
    ["violations", `${summary.violations} new, ${summary.known} known`],
    ["seed", html`<code>${run.seed}</code>`],
    ["profile", run.profile],
    ["at", run.startedAt.replace("T", " ").replace(/:\d\d(\.\d+)?Z$/, " UTC")],
    ["on", `${run.platform}, node ${run.node}, normfuzz ${run.version}`],
    ["again", html`<code>${run.command}</code>`],
  ];
  return html`<dl class="meta">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function bar(hasFigures: boolean): Html {
  return html`<header class="bar"><div><a class="brand" href="#top" aria-label="normfuzz report, to the top"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M1 20C7 20 7 4 12 4s5 16 11 16" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/><path d="M12 4v16" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2 2.6"/></svg><span>normfuzz</span></a>
<nav aria-label="Sections"><a href="#verdicts">Verdicts</a><a href="#wrong">What is wrong</a>${hasFigures ? html`<a href="#maps">Maps</a>` : undefined}<a href="#implementations">Implementations</a><a href="#properties">Properties</a></nav>
<div class="tools js"><input type="search" id="filter" placeholder="Filter  /" aria-label="Filter implementations by name, property or cause"><button type="button" id="theme" aria-label="Switch between light and dark">◐</button></div></div></header>`;
}

function filters(subjects: readonly Subject[]): Html | undefined {
  const kinds = (["fail", "known", "error", "pass"] as const).filter((kind) => subjects.some(({ status }) => status === kind));
  if (kinds.length < 2) return html`<p id="shown" class="soft" role="status"></p>`;
  const names = { fail: "failing", known: "known failures", error: "not judged", pass: "passing" };
  return html`<div class="filters js" role="group" aria-label="Show"><button type="button" data-kind="all" aria-pressed="true">all</button>${kinds.map((kind) => html`<button type="button" data-kind="${kind}" aria-pressed="false">${names[kind]}</button>`)}<span id="shown" class="soft" role="status"></span></div>`;
}

function footer({ files = [] }: RunReport): Html {
  return html`<footer><details class="keys js" id="keys"><summary>Keys</summary><p><kbd>/</kbd> filter · <kbd>j</kbd> <kbd>k</kbd> next and previous finding · <kbd>e</kbd> open or close all · <kbd>t</kbd> light or dark · arrows in the table of margins · <label><input type="checkbox" id="keys-on" checked> keys on</label></p></details>
${files.length > 0 ? html`<p>Other forms of this report: ${files.map((file, i) => html`${i > 0 ? " · " : ""}<code>${file}</code>`)}</p>` : undefined}
<p>One file, nothing from elsewhere. The bits are authoritative, the decimals are there to be read.</p></footer>`;
}
