// Every bit of an example, in a box that scrolls: one line a column for rows that a person might read, lines of codes for longer ones.

import type { ExampleJson } from "../../findings/example-json.ts";
import { bitsOfText, decimalOf } from "../../findings/value-text.ts";
import { type Html, html, preformatted } from "../escape-html.ts";
import { plainText } from "../plain-text.ts";
import { sizeWords } from "./words.ts";

/** Up to this many columns each has a line with decimals. */
const readableMax = 64;
const codesPerLine = 8;
/** More codes than this are left to report.json: thirty such examples are half a megabyte. */
const codesMax = 8192;

/** `heading`: "smallest row", "worst row". */
export function rawBits(example: ExampleJson, heading: string): Html {
  const text = example.rows === 1 && example.cols <= readableMax ? columnsText(example) : codesText(example);
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
    return Array.from({ length: count }, (_, r) => `${count === 1 ? name : `${name}[${r}]`}\n${codes(texts.slice(r * cols, (r + 1) * cols))}`);
  });
  const all = [...blocks, `ε\n     0  ${plainText(`${bitsOfText(eps)}  (${decimalOf(eps)})`)}`].join("\n\n");
  const lines = all.split("\n");
  const most = codesMax / codesPerLine;
  return lines.length <= most ? all : [...lines.slice(0, most), `… ${lines.length - most} more lines: the whole example is in report.json`].join("\n");
}

function codes(texts: readonly string[]): string {
  const lines: string[] = [];
  for (let c = 0; c < texts.length; c += codesPerLine) lines.push(`${String(c).padStart(6)}  ${plainText(texts.slice(c, c + codesPerLine).map(bitsOfText).join(" "))}`);
  return lines.join("\n");
}
