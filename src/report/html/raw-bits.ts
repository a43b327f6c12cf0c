// Every bit of an example, in a box that scrolls: one line a column for rows that a person might read, lines of codes for longer ones.

import type { ExampleJson } from "../../findings/example-json.ts";
import { bitsOfText, decimalOf } from "../../findings/value-text.ts";
import { type Html, html, preformatted } from "../escape-html.ts";
import { plainText } from "../plain-text.ts";
import type { Economy } from "./economy.ts";
import { sizeWords } from "./words.ts";

/** Up to this many columns each has a line with decimals. */
const readableMax = 64;
const codesPerLine = 8;
/** More codes than this are left to report.json: thirty such examples are half a megabyte. */
const codesMax = 8192;

/** A text of this size is shorter than to say where it stands. */
const statedMin = 200;

/** `heading`: "smallest row", "worst row". */
export function rawBits(example: ExampleJson, heading: string, { economy, anchor, property }: { readonly economy?: Economy | undefined; readonly anchor: string; readonly property: string }): Html {
  const text = example.rows === 1 && example.cols <= readableMax ? columnsText(example) : codesText(example);
  const there = text.length < statedMin ? undefined : economy?.stated(text, { anchor, name: `the ${heading} of ${property}` });
  if (there !== undefined) return html`<p class="found soft">Raw bits of the ${heading} (${sizeWords(example)}): <a href="#${there.anchor}">those of ${there.name}</a>.</p>`;
  return html`<details class="raw"><summary>Raw bits of the ${heading} <span class="soft">${sizeWords(example)}</span></summary><pre tabindex="0">${preformatted(text)}</pre></details>`;
}

interface Series {
  readonly name: string;
  readonly texts: readonly string[];
}

function seriesOf({ x, dy, gamma, beta, y, derived }: ExampleJson): Series[] {
  const list = [
    { name: "x", texts: x },
    { name: "dy", texts: dy },
    { name: "γ", texts: gamma },
    { name: "β", texts: beta },
    { name: `${dy === undefined ? "y" : "dx"}${derived === undefined ? "" : " of the related input"}`, texts: y },
  ];
  return list.flatMap(({ name, texts }) => (texts === undefined ? [] : [{ name, texts }]));
}

/** "  0  0x7bff 65504   0x7e00 NaN" */
function columnsText(example: ExampleJson): string {
  const series = seriesOf(example);
  const widths = series.map(({ name, texts }) => Math.max(name.length, ...texts.map((text) => plainText(text).length)));
  const place = String(example.cols - 1).length + 1;
  const line = (first: string, cell: (s: Series) => string) => `${first.padStart(place)}  ${series.map((one, k) => cell(one).padEnd(widths[k])).join("   ")}`.trimEnd();
  const rows = Array.from({ length: example.cols }, (_, c) => line(`${c === example.column && example.derived === undefined ? ">" : ""}${c}`, ({ texts }) => plainText(texts[c] ?? "")));
  return [line("", ({ name }) => name), ...rows, `ε  ${plainText(example.eps)}`].join("\n");
}

function codesText({ rows, cols, eps, ...example }: ExampleJson): string {
  const blocks = seriesOf({ rows, cols, eps, ...example }).flatMap(({ name, texts }) => {
    const count = Math.max(1, Math.ceil(texts.length / cols));
    const label = (r: number) => (count === 1 ? name : `${name}[${r}]`);
    // Short rows have a line each.
    if (cols <= codesPerLine) return Array.from({ length: count }, (_, r) => `${label(r).padEnd(label(count - 1).length)}  ${plainText(codesIn(texts, r * cols, (r + 1) * cols))}`).join("\n");
    return Array.from({ length: count }, (_, r) => `${label(r)}\n${codes(texts, r * cols, (r + 1) * cols)}`);
  });
  const all = [...blocks, `ε  ${plainText(`${bitsOfText(eps)}  (${decimalOf(eps)})`)}`].join("\n\n");
  const lines = all.split("\n");
  const most = codesMax / codesPerLine;
  return lines.length <= most ? all : [...lines.slice(0, most), `… ${lines.length - most} more lines: the whole example is in report.json`].join("\n");
}

/** Lines that begin with the number of their first column. */
function codes(texts: readonly string[], from: number, to: number): string {
  const lines: string[] = [];
  for (let c = from; c < to; c += codesPerLine) lines.push(`${String(c - from).padStart(6)}  ${plainText(codesIn(texts, c, Math.min(c + codesPerLine, to)))}`);
  return lines.join("\n");
}

function codesIn(texts: readonly string[], from: number, to: number): string {
  let line = "";
  for (let c = from; c < Math.min(to, texts.length); c++) line += (c === from ? "" : " ") + bitsOfText(texts[c]!);
  return line;
}
