// What is wrong, in the order in which a person asks: who, what, on which smallest row, how badly, and what would mend it. One entry for each
// implementation and cause, however many properties it breaks.

import { jsonNumber } from "../../findings/json-number.ts";
import { counted } from "../counted.ts";
import { type Html, html } from "../escape-html.ts";
import { rowWords } from "./row-words.ts";
import type { Diagnosis, Subject } from "./subject.ts";
import { exampleOfEvidence, worstMargin } from "./subject.ts";
import { statusSign, timesWords } from "./words.ts";

/** Properties named in an entry. */
const namedMax = 4;

/** A list, or a sentence that there is nothing. */
export function diagnoses(subjects: readonly Subject[]): Html {
  const all = subjects.flatMap((subject) => subject.diagnoses.map((diagnosis) => ({ subject, diagnosis })));
  // News first.
  const entries = [...all.filter(({ diagnosis }) => !isKnown(diagnosis)), ...all.filter(({ diagnosis }) => isKnown(diagnosis))].map(({ subject, diagnosis }) => entry(subject, diagnosis));
  const errors = subjects.filter(({ status }) => status === "error").map(({ anchor, result }) => html`<li class="error" data-of="${anchor}"><h3><span class="sign" aria-hidden="true">!</span> <a href="#${anchor}">${result.implementation}</a> could not be judged</h3><div><p>${result.error}</p></div></li>`);
  const regressions = subjects.flatMap(({ anchor, result }) =>
    (result.regressions?.failures ?? []).map(({ message, file }) => html`<li class="fail" data-of="${anchor}"><h3><span class="sign" aria-hidden="true">✗</span> <a href="#${anchor}">${result.implementation}</a>: a recorded regression</h3><div><p>${message}</p><p class="soft"><code>${file}</code></p></div></li>`),
  );
  if (entries.length + errors.length + regressions.length === 0) return html`<p class="calm">Nothing. Every property held on every row that was tried; what is closest to its tolerance is in the table above.</p>`;
  return html`<ul class="diagnoses">${regressions}${entries}${errors}</ul>`;
}

function isKnown({ findings }: Diagnosis): boolean {
  return findings.every(({ property }) => property.status === "known");
}

function entry({ anchor, result }: Subject, diagnosis: Diagnosis): Html {
  const { findings, simplest } = diagnosis;
  const known = isKnown(diagnosis);
  const { evidence } = simplest;
  const example = exampleOfEvidence(evidence);
  const properties = findings.map(({ anchor: card, property }) => html`<a href="#${card}">${property.property}</a>`);
  const more = properties.length - namedMax;
  const loss = example?.stages?.stages.find(({ first }) => first);
  const lost = loss?.loss === undefined ? example?.explanation?.lostAt : `${loss.label}: ${loss.loss}`;
  return html`<li class="${known ? "known" : "fail"}" data-of="${anchor}"><h3><span class="sign" aria-hidden="true">${known ? statusSign.known : statusSign.fail}</span> <a href="#${anchor}">${result.implementation}</a>: ${evidence.cause?.label ?? example?.explanation?.sentence ?? "the cause is not known"}${known ? html` <span class="tag">known</span>` : undefined}</h3>
<div><p class="key">breaks</p><p>${counted(properties.length, "property", "properties")}: ${properties.slice(0, namedMax).map((one, i) => html`${i > 0 ? ", " : ""}${one}`)}${more > 0 ? ` and ${more} more` : ""}</p></div>
<div><p class="key">how badly</p><p>${timesWords(jsonNumber(worstMargin(findings)))}</p></div>
${example === undefined ? undefined : html`<div><p class="key">smallest row</p><p><a href="#${simplest.anchor}"><code>${rowWords(example)}</code></a></p></div>`}
${lost === undefined ? undefined : html`<div><p class="key">lost at</p><p>${lost}</p></div>`}
${evidence.cause?.remedy === undefined ? undefined : html`<div><p class="key">mend it</p><p class="remedy">${evidence.cause.remedy}</p></div>`}
</li>
`;
}
