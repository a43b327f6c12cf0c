// Verdicts at a glance: one line for each implementation, one column for each property, in every cell a sign and the margin, on a ground that
// says the same again.

import { fromJsonNumber } from "../../findings/json-number.ts";
import { type Html, html } from "../escape-html.ts";
import { cellText } from "../margin.ts";
import type { PropertyResult } from "../model.ts";
import { slug } from "./slug.ts";
import { isViolated, type Subject } from "./subject.ts";
import { cellWords, statusSign, statusWord } from "./words.ts";

/** The whole table; undefined when nothing was judged. */
export function glance(subjects: readonly Subject[]): Html | undefined {
  const properties = [...new Set(subjects.flatMap(({ result }) => result.properties.map(({ property }) => property)))];
  if (subjects.length === 0) return undefined;
  const heads = properties.map((id) => html`<th scope="col"><a href="#property.${slug(id)}">${id}</a></th>`);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="margins"><table class="glance"><caption class="unseen">Implementations and properties: verdict and worst margin</caption>
<thead><tr><th scope="col" class="corner">implementation</th>${heads}</tr></thead>
<tbody>${subjects.map((subject) => line(subject, properties))}</tbody></table></div>
<p class="legend soft"><span><i class="key pass"></i>worst error ÷ tolerance, at most 1.00; ✓ holds exactly</span><span><i class="key fail"></i>✗ violated, by this factor</span><span><i class="key known"></i>~ violated, and on record as open</span><span>– does not apply</span><span>! not judged</span></p>`;
}

function line(subject: Subject, properties: readonly string[]): Html {
  const { result, anchor, status } = subject;
  const own = new Map(result.properties.map((property) => [property.property, property] as const));
  const cells = properties.length === 0 ? undefined : own.size === 0 ? html`<td colspan="${properties.length}" class="none">${result.error ?? "nothing was judged"}</td>` : properties.map((id) => cell(own.get(id), subject));
  return html`<tr data-of="${anchor}"><th scope="row"><a href="#${anchor}"><span class="sign ${status}" aria-hidden="true">${statusSign[status]}</span> ${result.implementation}<span class="unseen">, ${statusWord[status]}</span></a></th>${cells}</tr>
`;
}

function cell(property: PropertyResult | undefined, { findings }: Subject): Html {
  if (property === undefined) return html`<td></td>`;
  const text = cellText(property);
  if (!isViolated(property)) return html`<td class="${property.status} ${closeness(property)}" aria-label="${cellWords(property)}">${text}</td>`;
  const finding = findings.find((one) => one.property === property);
  return html`<td class="${property.status} ${severity(property)}"><a href="#${finding?.anchor ?? ""}" aria-label="${property.property}: ${cellWords(property)}">${text}</a></td>`;
}

/** Tenths of the tolerance used: a bar on the ground of the cell. */
function closeness({ margin }: PropertyResult): string {
  if (margin === null) return "";
  return `m${Math.min(10, Math.max(0, Math.ceil(fromJsonNumber(margin) * 10)))}`;
}

/** A factor below ten, below ten thousand, and beyond. */
function severity({ margin }: PropertyResult): string {
  const value = margin === null ? 0 : fromJsonNumber(margin);
  return value < 10 ? "v1" : value < 1e4 ? "v2" : "v3";
}
