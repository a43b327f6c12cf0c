// What an implementation does where its contract promises nothing: never a violation, and worth knowing.

import { counted } from "../counted.ts";
import { type Html, html } from "../escape-html.ts";
import type { BeyondResult } from "../model.ts";
import type { Economy, Statement } from "./economy.ts";
import { evidenceBody } from "./evidence.ts";
import { storageOf } from "./row-values.ts";
import { slug, uniqueSlugs } from "./slug.ts";
import type { Subject } from "./subject.ts";
import { exampleOfEvidence } from "./subject.ts";
import { causeWords } from "./violation-card.ts";
import { placeWords } from "./words.ts";

/** Cards, impossible values first; undefined where there are none. */
export function beyondCards(subject: Subject, stated?: Statement): Html | undefined {
  const { beyond } = subject.result;
  if (beyond.length === 0) return undefined;
  const names = uniqueSlugs();
  const inOrder = [...beyond.filter(({ grade }) => grade === "impossible"), ...beyond.filter(({ grade }) => grade !== "impossible")];
  return html`<h4>Beyond its contract</h4>
<p class="soft">What happens where nothing is promised. Impossible values are those that no LayerNorm has.</p>
${inOrder.map((finding) => card(subject, finding, { anchor: `${subject.anchor}.${names(`beyond-${slug(finding.symptom)}`)}`, economy: stated && { stated, isDrawn: false } }))}`;
}

function card({ result }: Subject, finding: BeyondResult, { anchor, economy }: { readonly anchor: string; readonly economy: Economy | undefined }): Html {
  const { grade, symptom, count, message } = finding;
  const example = exampleOfEvidence(finding);
  const summary = html`<h5>${symptom}</h5><span class="at">${example && placeWords(example)}</span><span class="times">${grade}</span><span class="cause">${finding.cause?.label ?? message} <span class="count">× ${counted(count, "row")}</span></span>`;
  if (example === undefined) return html`<div class="card beyond bare" id="${anchor}"><div class="summary">${summary}</div></div>`;
  return html`<details class="card beyond" id="${anchor}"><summary>${summary}</summary>
${causeWords(finding)}
${evidenceBody(finding, { anchor, implementation: result.implementation, property: `beyond:${symptom}`, storage: storageOf(result), economy })}
</details>
`;
}
