// What the words of the page mean: every property once, with why it matters, and the theorems that the tolerances of this report cite.

import { type Html, html } from "../escape-html.ts";
import type { PropertyResult } from "../model.ts";
import { uniqueSlugs } from "./slug.ts";
import type { Subject } from "./subject.ts";
import { exampleOfEvidence } from "./subject.ts";
import { notation, type Theorem, theorems, theoremsOf } from "./theorems.ts";

/** Every property that was judged. */
export function propertyGlossary(subjects: readonly Subject[]): Html | undefined {
  const known = new Map<string, PropertyResult>();
  for (const { result } of subjects) for (const property of result.properties) if (!known.has(property.property)) known.set(property.property, property);
  if (known.size === 0) return undefined;
  const names = uniqueSlugs();
  return html`<section aria-labelledby="properties"><h2 id="properties">Properties</h2>
<div class="glossary">${[...known.values()].map(({ property, statement, why }) => html`<div id="property.${names(property)}"><h3>${property}</h3><p>${statement}</p><p class="soft">${why}</p></div>
`)}</div></section>`;
}

/** Only what is cited. */
export function theoremGlossary(subjects: readonly Subject[]): Html | undefined {
  const cited = citedTheorems(subjects);
  if (cited.length === 0) return undefined;
  return html`<section aria-labelledby="theorems"><h2 id="theorems">Theorems behind the tolerances</h2>
<p class="soft">In short; docs/bounds.md of the repository derives them. ${notation}</p>
<div class="glossary">${cited.map(({ id, title, statement, section, reference }) => html`<div id="theorem.${id}"><h3>${title}</h3><p>${statement}</p><p class="soft">bounds.md, “${section}”${reference === undefined ? "" : ` · ${reference}`}</p></div>
`)}</div></section>`;
}

function citedTheorems(subjects: readonly Subject[]): readonly Theorem[] {
  const examples = subjects.flatMap(({ result, findings }) => [...findings.map(({ evidence }) => exampleOfEvidence(evidence)), ...result.beyond.map(exampleOfEvidence)]);
  const cited = new Set(examples.flatMap((example) => (example === undefined ? [] : theoremsOf(example.tolerance))));
  return theorems.filter((theorem) => cited.has(theorem));
}
