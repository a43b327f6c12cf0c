// What the colours and the patterns of a map say: a stepped bar with the value at each edge, and a key of the patterns that occur.

import { type Html, html } from "../escape-html.ts";
import { powerText } from "./axis-text.ts";
import { stepColour, type View } from "./heat-map.ts";
import { type Mark, markStyles } from "./marks.ts";
import type { ColourBar } from "./palette.ts";
import { remembered } from "./remembered.ts";

export interface LegendOptions {
  readonly view: View;
  readonly bar: ColourBar;
  readonly marks: readonly Mark[];
  /** Of the patterns. */
  readonly id: string;
  /** For the key, which breaks its lines. */
  readonly width: number;
}

export interface Legend {
  readonly colourBar: Html;
  readonly key: Html;
  readonly keyHeight: number;
}

const box = { width: 34, height: 10, top: 16 } as const;
/** Of a letter at 11 px, on average. */
const letterWidth = 5.9;
const lineHeight = 19;

const captions: Readonly<Record<View, string>> = {
  ulps: "largest error in ulps of the output's scale",
  margin: "largest error ÷ tolerance",
};

export function legend({ view, bar, marks, id, width }: LegendOptions): Legend {
  const colourBar = onceDrawn(JSON.stringify([view, bar.edges]), () => colours(view, bar));
  let [x, y] = [0, 0];
  const items = marks.map((mark) => {
    const { letter, words, under } = markStyles[mark];
    const room = 34 + words.length * letterWidth + 16;
    if (x > 0 && x + room > width) [x, y] = [0, y + lineHeight];
    const item = html`<g transform="translate(${Math.round(x)} ${y})">${swatch(mark, under, id)}<text class="fg-letter" x="13" y="12" text-anchor="middle">${letter}</text><text x="33" y="12">${words}</text></g>`;
    x += room;
    return item;
  });
  return { colourBar, key: html`${items}`, keyHeight: marks.length === 0 ? 8 : y + lineHeight + 10 };
}

const onceDrawn = remembered();

function colours(view: View, bar: ColourBar): Html {
  const boxes = Array.from({ length: bar.edges.length + 1 }, (_, step) => html`<rect class="fg-cells fg-c${stepColour(step, bar)}" x="${step * box.width}" y="${box.top}" width="${box.width}" height="${box.height}"></rect>`);
  const edges = bar.edges.map((exponent, i) => html`<text x="${(i + 1) * box.width}" y="${box.top + box.height + 13}" text-anchor="middle">${edgeText(exponent)}</text>`);
  const end = view === "margin" ? html`<text x="${(bar.edges.length + 1) * box.width}" y="${box.top + box.height + 13}" text-anchor="middle">1</text>` : undefined;
  return html`${boxes}${edges}${end}<text class="fg-name" y="10">${captions[view]}</text>`;
}

function swatch(mark: Mark, under: string | undefined, id: string): Html {
  const below = mark === "b" ? "fg-c2" : under;
  return html`${below === undefined ? undefined : html`<rect class="${below}" width="26" height="16"></rect>`}<rect fill="url(#${id}-${mark})" width="26" height="16"></rect>`;
}

/** ½, 1, 2, 8, then powers. */
function edgeText(exponent: number): string {
  if (exponent === -1) return "½";
  return exponent >= 0 && exponent <= 3 ? String(2 ** exponent) : powerText(2, exponent);
}
