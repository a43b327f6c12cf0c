// One counterexample: closed it is a line that says what is broken, where, how badly and from what cause; open it is everything.

import { type Html, html } from "../escape-html.ts";
import { counted } from "../counted.ts";
import type { Evidence } from "../model.ts";
import type { Economy } from "./economy.ts";
import { evidenceBody } from "./evidence.ts";
import { storageOf } from "./row-values.ts";
import { rowWords } from "./row-words.ts";
import { exampleOfEvidence, type Finding, type Subject } from "./subject.ts";
import { placeWords, statusSign, timesWords } from "./words.ts";
import { slug } from "./slug.ts";

export interface CardOptions {
  /** Shown at once. */
  readonly open: boolean;
  readonly economy?: Economy | undefined;
}

export function violationCard({ result }: Subject, { anchor, property, evidence, count }: Finding, { open, economy }: CardOptions): Html {
  const known = property.status === "known";
  const example = exampleOfEvidence(evidence);
  const margin = example?.margin ?? property.margin;
  return html`<details class="card ${known ? "known" : "fail"}" id="${anchor}"${open ? html` open` : undefined}>
<summary><h4><span class="sign" aria-hidden="true">${known ? statusSign.known : statusSign.fail}</span> ${property.property}${known ? html` <span class="tag">known</span>` : undefined}</h4><span class="at">${example && placeWords(example)}</span><span class="times">${timesWords(margin)}</span><span class="cause">${evidence.cause?.label}${count === undefined ? undefined : html` <span class="count">× ${count}</span>`}</span>${example && html`<code class="input">${rowWords(example)}</code>`}</summary>
<p class="promise">${property.statement} <a class="soft" href="#property.${slug(property.property)}">why</a></p>
${causeWords(evidence)}
${evidenceBody(evidence, { anchor, implementation: result.implementation, property: property.property, storage: storageOf(result), economy })}
<p class="found soft">${violationWords(property.violations, property.runs)} <a href="#${anchor}">link to this card</a></p>
</details>
`;
}

/** What it is, what else it could be, and what mends it. */
export function causeWords(evidence: Evidence): Html | undefined {
  const explanation = exampleOfEvidence(evidence)?.explanation;
  const { cause } = evidence;
  if (explanation === undefined && cause === undefined) return undefined;
  const sure = { exact: "every output of this row, bit for bit", consistent: "every output to within two ulps", observed: "no known model fits; its own stages show it", measured: "no known model fits; its outputs are those of other statistics", inferred: "a guess: no known model fits" };
  return html`<div class="why">${cause === undefined ? undefined : html`<p><b>Cause:</b> ${cause.label}.</p>`}${
    explanation === undefined
      ? undefined
      : html`<p>It ${explanation.sentence} <span class="soft">(${sure[explanation.certainty] ?? explanation.certainty})</span>.${explanation.alsoFits.length > 0 ? html` <span class="soft">This row fits as well: ${explanation.alsoFits.join("; ")}.</span>` : undefined}</p>`
  }${cause?.remedy === undefined ? undefined : html`<p class="remedy"><b>Mend it:</b> ${cause.remedy}</p>`}</div>`;
}

function violationWords(violations: number | undefined, runs: number): string {
  return violations === undefined ? `${counted(runs, "batch", "batches")} judged.` : `Violated in ${violations.toLocaleString("en-US")} of ${counted(runs, "batch", "batches")} judged.`;
}
