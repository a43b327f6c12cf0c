// What was allowed and why: the tolerance, the parts that it is made of as one bar, each with a link to the theorem it comes from.

import type { ExampleJson } from "../../findings/example-json.ts";
import { fromJsonNumber } from "../../findings/json-number.ts";
import type { Format } from "../../formats/format.ts";
import { ulp } from "../../formats/neighbours.ts";
import { type Html, html } from "../escape-html.ts";
import { numberOf } from "./row-values.ts";
import { type Theorem, theoremOfTerm, theoremsOf } from "./theorems.ts";
import { shortNumber } from "./words.ts";

/** Shades of the bar; a tolerance has at most six terms. */
const shades = 6;
const barWidth = 240;

/** Amount, bar (where it `isDrawn`), parts, source. */
export function toleranceHtml(example: ExampleJson, storage: Format, isDrawn = true): Html {
  const { tolerance } = example;
  const value = fromJsonNumber(tolerance.value);
  const cited = theoremsOf(tolerance);
  const links = cited.length > 0 ? html` <span class="cites">${cited.map(theoremLink)}</span>` : undefined;
  const source = tolerance.source === "" ? undefined : html`<p class="soft">${tolerance.source}${links}</p>`;
  if (value === 0) return html`<p><b>none</b>: equal to the last bit</p>${source}`;
  if (!Number.isFinite(value)) return html`<p>nothing is promised here</p>${source}`;
  const terms = tolerance.terms.map(({ label, value: size }) => ({ label, size: Math.max(0, fromJsonNumber(size)) })).filter(({ size }) => size > 0);
  return html`<p><b>± ${shortNumber(value, 3)}</b>${inUlps(value, example, storage)}</p>
${terms.length > 0 ? html`${isDrawn ? termBar(terms.map(({ size }) => size)) : undefined}<ul class="terms">${terms.map(({ label, size }, i) => html`<li>${isDrawn ? html`<span class="key t${i % shades}" aria-hidden="true"></span>` : undefined}${termLink(label, tolerance.source)} ${shortNumber(size, 3)}</li>`)}</ul>` : undefined}${source}`;
}

/** Units in the last place say nothing of a number that is smaller than its tolerance. */
function inUlps(value: number, { exact }: ExampleJson, storage: Format): string | undefined {
  const size = exact === undefined ? NaN : Math.abs(numberOf(exact, storage));
  return value <= size && size < Infinity ? ` = ${shortNumber(Number((value / ulp(storage, size)).toPrecision(2)))} ulp` : undefined;
}

function termBar(sizes: readonly number[]): Html {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let from = 0;
  const parts = sizes.map((size, i) => {
    const width = Math.round((size / total) * barWidth * 10) / 10;
    const part = html`<rect class="t${i % shades}" x="${Math.round(from * 10) / 10}" width="${width}" height="8"/>`;
    from += width;
    return part;
  });
  return html`<svg class="termbar" viewBox="0 0 ${barWidth} 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function termLink(label: string, source: string): Html {
  const theorem = theoremOfTerm(label, source);
  return theorem === undefined ? html`${label}` : html`<a href="#theorem.${theorem.id}">${label}</a>`;
}

function theoremLink({ id, title }: Theorem): Html {
  return html`<a href="#theorem.${id}">${title}</a> `;
}
