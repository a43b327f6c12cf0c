// The computation of a failing row stage by stage: what the implementation had, what is exact, how many bits were wrong, and the stage
// that lost them first, marked and said in a sentence.

import { fromJsonNumber, type JsonNumber } from "../../findings/json-number.ts";
import type { StageRow, StageTable } from "../../findings/stage-table.ts";
import { type Html, html } from "../escape-html.ts";
import { readable } from "./row-words.ts";

/** Columns shown of a stage that has one value for each. */
const valuesMax = 4;

/** The table with its sentence. */
export function stageTable(table: StageTable): Html {
  const { whose, precision, stages } = table;
  return html`${lostWords(table)}
<p>Stages: ${whose} <span class="soft">(${precision} bits)</span></p>
<div class="scroll" tabindex="0" role="group" aria-label="stages"><table class="stages">
<thead><tr><th scope="col">stage</th><th scope="col">its own value</th><th scope="col">exact</th><th scope="col">bits wrong</th></tr></thead>
<tbody>${stages.map((stage) => stageRow(stage, table))}</tbody></table></div>`;
}

/** The sentence alone; undefined where no single stage lost it. */
export function lostWords({ precision, stages, sentence }: StageTable): Html | undefined {
  const first = stages.find((stage) => stage.first);
  const lost = sentence ?? (first && `${first.label}: ${lossWords(first, precision)}`);
  return lost === undefined ? undefined : html`<p class="lost"><b>First lost at</b> ${lost}</p>`;
}

function stageRow({ label, own, exact, bitsLost, loss, first, ofModel }: StageRow, table: StageTable): Html {
  const { precision } = table;
  return html`<tr${first ? html` class="first"` : undefined}><th scope="row">${first ? html`<b>${label}</b> <span class="tag">first loss</span>` : label}</th><td>${values(own, table)}${ofModel ? html` <span class="soft">(of the model)</span>` : undefined}</td><td>${values(exact, table)}</td><td>${bits(bitsLost, precision)}${loss !== undefined && !first ? html` <span class="soft">${loss}</span>` : undefined}</td></tr>
`;
}

function values(value: string | readonly string[], { columns, column, cols }: StageTable): Html {
  if (typeof value === "string") return html`<code>${readable(value)}</code>`;
  const at = columns.indexOf(column);
  // The column of the evidence is never among those left out.
  const shown = value.map((_, c) => c).filter((c) => value.length <= valuesMax || c < valuesMax - 1 || c === at);
  const rest = cols - shown.length;
  return html`${shown.map((c) => html`<code${c === at ? html` class="at"` : undefined}>${readable(value[c])}</code> `)}${rest > 0 ? html`<span class="soft">… ${rest} more</span>` : undefined}`;
}

/** A meter and its number. */
function bits(lost: JsonNumber | undefined, precision: number): Html {
  if (lost === undefined) return html`<span class="soft">–</span>`;
  const value = fromJsonNumber(lost);
  const share = Number.isFinite(value) ? Math.min(1, Math.max(0, value / precision)) : 1;
  const text = !Number.isFinite(value) || value >= precision ? `all ${precision}` : value < 0.05 ? "0" : value.toFixed(1);
  return html`<i class="meter b${Math.ceil(share * 10)}"></i><span class="number">${text}</span>`;
}

function lossWords({ bitsLost }: StageRow, precision: number): string {
  const value = bitsLost === undefined ? NaN : fromJsonNumber(bitsLost);
  return Number.isFinite(value) && value < precision ? `${value.toFixed(1)} of ${precision} bits are wrong from here on.` : "nothing of the exact value is left from here on.";
}
