// The body of a card, of a violation or of a finding beyond the contract: rows drawn, stages, the values that disagree with what was allowed,
// and how to see it again.

import type { ExampleJson } from "../../findings/example-json.ts";
import { bitsOfText, decimalOf } from "../../findings/value-text.ts";
import type { Format } from "../../formats/format.ts";
import { counted } from "../counted.ts";
import { type Html, html, preformatted } from "../escape-html.ts";
import type { Evidence } from "../model.ts";
import type { Economy, Place } from "./economy.ts";
import { rawBits } from "./raw-bits.ts";
import { reproduce } from "./reproduce.ts";
import { rowFacts, rowFigure } from "./row-figure.ts";
import { rowWords } from "./row-words.ts";
import { lostWords, stageTable } from "./stages.ts";
import { toleranceHtml } from "./tolerance.ts";

export interface EvidenceSubject {
  /** Fragment of the card. */
  readonly anchor: string;
  readonly implementation: string;
  readonly property: string;
  readonly storage: Format;
  /** Absent where every card has everything. */
  readonly economy?: Economy | undefined;
}

/** Everything that is known of the evidence but its cause. */
export function evidenceBody(evidence: Evidence, subject: EvidenceSubject): Html {
  const { minimal, worst, replay, fixture, fixtureText, found } = evidence;
  const example = minimal ?? worst;
  if (example === undefined) return html`<p class="soft">No example was kept.</p>`;
  const { storage, economy } = subject;
  const second = minimal === undefined || worst === undefined || same(minimal, worst) ? undefined : worst;
  const name = minimal === undefined ? "worst row" : "smallest row";
  const exhibit =
    economy?.isDrawn === false
      ? html`<dl class="facts">${rowLine(name, example)}${second && rowLine("worst row", second)}${facts(example, storage, false)}${drawnOn(economy.drawnOn)}</dl>`
      : html`${rowFigure(example, storage, capitalised(name))}${second && economy === undefined ? rowFigure(second, storage, "Worst row, whatever its cause") : undefined}
<dl class="facts">${economy && second && rowLine("worst row", second)}${facts(example, storage)}</dl>`;
  return html`<div class="exhibit">${exhibit}</div>
${explained(example, subject)}
${reproduce(example, { ...subject, replay })}
${rawBits(example, name, subject)}${second && rawBits(second, "worst row", subject)}
${fixtureText === undefined ? undefined : html`<details class="raw"><summary>Fixture, to be committed <span class="soft">nothing is written under CI</span></summary><pre tabindex="0">${preformatted(fixtureText)}</pre></details>`}
<p class="found soft">${fixture === undefined ? undefined : html`<code>${fixture}</code> · `}${found === undefined ? undefined : `seed ${found.seed} · family ${found.family} · ${counted(found.rowsTried, "row")} tried before it · shrunk ${found.shrinks === 1 ? "once" : `${found.shrinks} times`}`}</p>`;
}

function rowLine(name: string, example: ExampleJson): Html {
  return html`<div><dt>${name}</dt><dd><code>${rowWords(example)}</code><p class="soft">${rowFacts(example)}</p></dd></div>
`;
}

function drawnOn(place: Place | undefined): Html | undefined {
  return place && html`<div><dt>drawn</dt><dd><a href="#${place.anchor}">${place.name}</a>, the simplest row of this cause, and every form of it</dd></div>`;
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function explained({ stages, explanation }: ExampleJson, { economy, anchor, property }: EvidenceSubject): Html | undefined {
  if (stages !== undefined) {
    const there = economy?.stated(JSON.stringify(stages), { anchor, name: property });
    return there === undefined ? stageTable(stages) : html`${lostWords(stages)}<p>Stages: <a href="#${there.anchor}">those of ${there.name}</a>, value for value.</p>`;
  }
  return explanation?.lostAt === undefined ? undefined : html`<p class="lost"><b>Lost at</b> ${explanation.lostAt}</p>`;
}

function facts(example: ExampleJson, storage: Format, isDrawn = true): Html {
  const { observed, expected, exact, rounded, message } = example;
  return html`<div><dt>wrong</dt><dd>${message}</dd></div>
<div><dt>observed</dt><dd>${value(observed)}</dd></div>
${expected === undefined || expected === rounded || expected === exact ? undefined : html`<div><dt>expected</dt><dd>${value(expected)}</dd></div>`}
${exact === undefined ? undefined : html`<div><dt>exact</dt><dd>${value(exact)}${rounded === undefined ? undefined : html`<span class="soft">rounds to</span> ${value(rounded)}`}</dd></div>`}
<div><dt>allowed</dt><dd>${toleranceHtml(example, storage, isDrawn)}</dd></div>`;
}

function value(text: string): Html {
  return html`<code class="value">${decimalOf(text)}</code> <code class="bits">${bitsOfText(text)}</code> `;
}

/** The same input with the evidence in the same place. */
function same(a: ExampleJson, b: ExampleJson): boolean {
  if (a === b) return true;
  const texts = ({ x, gamma = [], beta = [], eps, row, column, derived }: ExampleJson) => [...x, "γ", ...gamma, "β", ...beta, eps, row, column, derived].join();
  return a.rows === b.rows && a.cols === b.cols && a.x[0] === b.x[0] && texts(a) === texts(b);
}
