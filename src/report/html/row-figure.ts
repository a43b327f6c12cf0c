// A row to look at: its values, how far each lies from the mean (where near-constant rows have everything that matters), the incoming gradient where
// there is one, and what came out beside what is exact. The column of the evidence has the colour of the accent.

import type { ExampleJson } from "../../findings/example-json.ts";
import { decimalOf } from "../../findings/value-text.ts";
import type { Format } from "../../formats/format.ts";
import { type Html, html } from "../escape-html.ts";
import { type Bar, barsMax, barsOf, barsPath, type Box, type Domain, domainOf, heightOf, marksPath, slotOf } from "./bars.ts";
import { type RowValues, rowValues } from "./row-values.ts";
import { placeWords, shortNumber, sizeWords, timesWords } from "./words.ts";

const width = 400;
const box: Box = { left: 60, top: 20, width: 336, height: 46 };
/** Of a character of a label, at most. */
const characterWidth = 6.4;

interface Panel {
  readonly title: string;
  readonly values: ArrayLike<number>;
  readonly exact?: ArrayLike<number> | undefined;
  /** How a value is written. */
  readonly text: (c: number) => string;
}

/** `heading` says which example it is: "smallest row", "worst row". */
export function rowFigure(example: ExampleJson, storage: Format, heading: string): Html {
  const values = rowValues(example, storage);
  const { x } = values;
  return html`<figure class="row"><figcaption><b>${heading}</b> ${rowFacts(example, values.conditionNumber)}</figcaption>
${panels(example, values).map((panel) => drawn(panel, values.column))}
${x.length > barsMax ? html`<p class="note">${x.length} values in ${barsMax} bars: each spans the smallest and the largest of its ${Math.floor(x.length / barsMax)}${x.length % barsMax === 0 ? "" : ` or ${Math.floor(x.length / barsMax) + 1}`}.</p>` : undefined}
${example.rows > 1 ? html`<p class="note">Row ${example.row} of ${example.rows}, counted from 0; the others are in the raw bits.</p>` : undefined}
</figure>`;
}

/** "n = 2 · ε = 1e-5 · κ = 3 · y[1]: 12 times the tolerance" */
export function rowFacts(example: ExampleJson, conditionNumber?: number): string {
  const place = placeWords(example);
  const kappa = conditionNumber === undefined ? "" : ` · κ = ${shortNumber(conditionNumber)}`;
  return `${sizeWords(example)} · ε = ${decimalOf(example.eps)}${kappa} · ${place === "" ? "" : `${place}: `}${timesWords(example.margin)}`;
}

function panels({ x: texts, dy: incoming = [], y: outputs = [], row, cols, rows }: ExampleJson, { x, dy, deviations, y, exact, mean }: RowValues): Panel[] {
  const from = Math.min(Math.max(row, 0), rows - 1) * cols;
  const text = (of: readonly string[], c: number) => short(decimalOf(of[from + c]));
  const list: Panel[] = [{ title: "x", values: x, text: (c) => text(texts, c) }];
  if (Number.isFinite(mean) && x.length > 1) list.push({ title: `x − mean, mean = ${shortNumber(mean, 9)}`, values: deviations, text: (c) => shortNumber(deviations[c]) });
  if (dy !== undefined) list.push({ title: "dy", values: dy, text: (c) => text(incoming, c) });
  const out = dy === undefined ? "y" : "dx";
  if (y !== undefined) list.push({ title: exact === undefined ? out : `${out}, and its exact values as marks`, values: y, exact, text: (c) => text(outputs, c) });
  else if (exact !== undefined) list.push({ title: `${out} exact`, values: exact, text: (c) => shortNumber(exact[c]) });
  return list;
}

/** Digits that fit below a bar. */
const digitsMax = 13;

function short(decimal: string): string {
  const text = decimal.replace("-Infinity", "−∞").replace("Infinity", "∞").replaceAll("-", "−");
  return text.length <= digitsMax ? text : shortNumber(Number(decimal));
}

function drawn({ title, values, exact, text }: Panel, column: number): Html {
  const bars = barsOf(values);
  const marks = exact === undefined ? [] : barsOf(exact);
  const domain = domainOf(bars, marks);
  const isEvidence = ({ first, last }: Bar) => first <= column && column <= last;
  const texts = textsOf(bars, text);
  const all = fitsAll(texts);
  const labels = bars.flatMap((bar, i) => (texts[i] !== undefined && (all || isEvidence(bar)) ? [i] : []));
  const bottom = box.top + box.height;
  const height = bottom + (labels.length > 0 ? 18 : 6);
  const zero = heightOf(0, domain, box);
  const path = (kind: string, wanted: (bar: Bar) => boolean) => {
    const d = barsPath(bars, domain, box, wanted);
    return d === "" ? undefined : html`<path class="${kind}" d="${d}"/>`;
  };
  const places = labels.map((i) => html`<text x="${labelPlace(slotOf(i, bars.length, box).middle, texts[i]!)}" y="${bottom + 13}"${isEvidence(bars[i]) ? html` class="at"` : undefined}>${texts[i]}</text>`);
  const end = (value: number, y: number) => html`<text class="end" x="52" y="${y}">${shortNumber(value, 7)}</text>`;
  const ends = domain.flat ? end(0, bottom) : [end(domain.high, box.top + 8), end(domain.low, bottom)];
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${description(title, bars, texts, domain)}"><text class="title" y="12">${title}</text>${ends}<path class="zero" d="M${box.left} ${zero}H${width}"/>${path("other", (bar) => !bar.special && !isEvidence(bar))}${path("hit", (bar) => !bar.special && isEvidence(bar))}${path("nan", (bar) => bar.special !== undefined)}${marks.length > 0 ? html`<path class="exact" d="${marksPath(marks, domain, box)}"/>` : undefined}${places}</svg>`;
}

/** What each bar of a single value may be labelled with; none of many. */
function textsOf(bars: readonly Bar[], text: (c: number) => string): readonly (string | undefined)[] {
  return bars.map(({ first, last }) => (first === last ? text(first) : undefined));
}

/** Whether every value can be written below its bar without touching its neighbour's. */
function fitsAll(texts: readonly (string | undefined)[]): boolean {
  const room = slotOf(1, texts.length, box).middle - slotOf(0, texts.length, box).middle;
  return texts.every((text) => text !== undefined && (text.length + 1) * characterWidth <= room);
}

/** Labels at the ends stay inside the picture. */
function labelPlace(middle: number, text: string): number {
  const half = (text.length * characterWidth) / 2;
  return Math.min(Math.max(middle, box.left - 8 + half), width - half);
}

function description(title: string, bars: readonly Bar[], texts: readonly (string | undefined)[], { low, high, flat }: Domain): string {
  if (bars.length <= 8) return `${title}: ${texts.join(", ")}`;
  const count = bars[bars.length - 1].last + 1;
  const odd = bars.filter(({ special }) => special).length;
  return `${title}: ${count} values ${flat ? "of 0" : `between ${shortNumber(low)} and ${shortNumber(high)}`}${odd > 0 ? `, ${odd} bars with values that are not finite` : ""}`;
}
