// An implementation's own page within the page: what it is, its maps, its counterexamples, every property with its margin, proofs, and what it
// does beyond its contract. Open where something is wrong.

import { fromJsonNumber } from "../../findings/json-number.ts";
import { counted } from "../counted.ts";
import { type Html, html } from "../escape-html.ts";
import { cellText } from "../margin.ts";
import type { ImplementationResult, PropertyResult } from "../model.ts";
import { proofLine } from "../proof-text.ts";
import { type Economy, type Statement, statedOnce } from "./economy.ts";
import { beyondCards } from "./beyond.ts";
import { implementationFigures } from "../figures/implementation-figures.ts";
import { slug } from "./slug.ts";
import { type Finding, isViolated, type Subject } from "./subject.ts";
import { violationCard } from "./violation-card.ts";
import { cellWords, statusSign, statusWord } from "./words.ts";

export interface SectionOptions {
  /** Whether the first card is shown at once. */
  readonly open: boolean;
  /** Whether what cards have in common stands on one of them. */
  readonly economical: boolean;
}

export function implementationSection(subject: Subject, { open, economical }: SectionOptions): Html {
  const { result, anchor, status, findings } = subject;
  const stated = economical ? statedOnce() : undefined;
  const find = [result.implementation, ...findings.map(({ property, cause }) => `${property.property} ${cause}`), statusWord[status]].join(" ").toLowerCase();
  return html`<details class="implementation ${status}" id="${anchor}" data-of="${anchor}" data-status="${status}" data-find="${find}"${status === "pass" ? undefined : html` open`}>
<summary><h3><span class="sign" aria-hidden="true">${statusSign[status]}</span> ${result.implementation} <span class="verdict">${statusWord[status]}</span></h3><span class="soft">${headline(subject)}</span></summary>
<p class="description">${result.description}</p>
<p class="soft">${contractWords(result)}${counted(result.rows, "batch", "batches")} in ${result.seconds.toFixed(1)} s</p>
${result.error === undefined ? undefined : html`<p class="lost">${result.error}</p>`}
${implementationFigures(result)}
${proofs(result)}
${findings.length === 0 ? undefined : html`<h4>Counterexamples</h4>${findings.map((finding, i) => violationCard(subject, finding, { open: open && i === 0, economy: stated && economyOf(subject, finding, stated) }))}`}
${regressions(result)}
${beyondCards(subject, stated)}
${properties(result.properties)}
${strata(result)}
</details>
`;
}

function economyOf({ diagnoses }: Subject, finding: Finding, stated: Statement): Economy {
  const { simplest } = diagnoses.find(({ findings }) => findings.includes(finding))!;
  return simplest === finding ? { stated, isDrawn: true } : { stated, isDrawn: false, drawnOn: { anchor: simplest.anchor, name: simplest.property.property } };
}

function headline({ result, findings }: Subject): string {
  const { properties } = result;
  if (findings.length > 0) return `breaks ${properties.filter(isViolated).length} of ${counted(properties.length, "property", "properties")}`;
  const judged = properties.filter(({ margin }) => margin !== null);
  if (judged.length === 0) return "";
  const closest = judged.reduce((a, b) => (fromJsonNumber(b.margin!) > fromJsonNumber(a.margin!) ? b : a));
  return `closest call ${cellText(closest)} in ${closest.property}`;
}

function contractWords({ contract }: ImplementationResult): string {
  if (contract === undefined) return "";
  const { storage, accumulator, algorithm, summation, output, arithmetic } = contract;
  const order = typeof summation === "string" ? summation : `height ${summation.height}`;
  return `Contract: ${storage} in and out, ${algorithm} in ${accumulator}, summation ${order}, output ${output}${arithmetic === "wgsl" ? ", arithmetic of WGSL" : ""} · `;
}

function proofs({ proofs: own = [], proofErrors = [] }: ImplementationResult): Html | undefined {
  const kind = { "✓": "pass", "✗": "fail", "!": "error" };
  const lines = [...own.map(proofLine).map(({ sign, text }) => html`<li><span class="sign ${kind[sign]}">${sign}</span> ${text}</li>`), ...proofErrors.map((text) => html`<li><span class="sign error">!</span> ${text}</li>`)];
  return lines.length === 0 ? undefined : html`<h4>Proofs</h4><ul class="plain">${lines}</ul>`;
}

function regressions({ regressions: replayed }: ImplementationResult): Html | undefined {
  if (replayed === undefined || replayed.replayed === 0) return undefined;
  const failures = replayed.failures.map(({ file, message }) => html`<li><span class="sign fail">✗</span> ${message} <code>${file}</code></li>`);
  return html`<h4>Regressions</h4><p class="soft">${counted(replayed.replayed, "fixture")} replayed, ${failures.length === 0 ? "all did what their status says" : `${failures.length} did not do what their status says`}.</p>${failures.length > 0 ? html`<ul class="plain">${failures}</ul>` : undefined}`;
}

function properties(all: readonly PropertyResult[]): Html | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map((property) => html`<tr><th scope="row"><a href="#property.${slug(property.property)}">${property.property}</a></th><td class="${property.status}" aria-label="${cellWords(property)}">${cellText(property)}</td><td>${property.runs.toLocaleString("en-US")}</td></tr>`);
  return html`<details class="all"><summary>All ${counted(all.length, "property", "properties")}, with how often each was judged</summary><div class="scroll" tabindex="0" role="group" aria-label="properties"><table><thead><tr><th scope="col">property</th><th scope="col">margin</th><th scope="col">batches</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function strata({ strata: kinds }: ImplementationResult): Html | undefined {
  const all = Object.entries(kinds ?? {});
  if (all.length === 0) return undefined;
  return html`<details class="all"><summary>Rows of each kind</summary><ul class="strata">${all.map(([kind, count]) => html`<li>${kind} <span class="soft">${count.toLocaleString("en-US")}</span></li>`)}</ul></details>`;
}
