// A failing row as a person checks it by hand: x, γ, β and y column under column, each as decimal and bits. Long rows are cut in the
// middle, never at the place that matters.

import type { ExampleJson } from "../findings/example-json.ts";
import { bitsOfText, decimalOf } from "../findings/value-text.ts";

export interface GridLine {
  /** "x", "γ", "β" or "y", with a row number where there are several rows; empty for a line of bits. */
  readonly label: string;
  /** Cells joined, aligned with those of the other lines. */
  readonly text: string;
}

/** Rows of x shown, beside that of the evidence. */
const rowsMax = 4;
const gapWidth = "… 9999 more".length;

/** The lines for the values of an example, at most `width` characters each (one value is shown even if it is wider). */
export function rowGrid(example: ExampleJson, width: number): readonly GridLine[] {
  const series = seriesOf(example);
  const widths = Array.from({ length: example.cols }, (_, c) => Math.max(...series.map(({ texts }) => Math.max(decimalOf(texts[c]).length, bitsOfText(texts[c]).length))));
  const shown = shownColumns(widths, Math.max(example.column, 0), width);
  const line = (label: string, cell: (c: number) => string, gap: boolean): GridLine => ({ label, text: join(shown, widths, cell, gap) });
  return series.flatMap(({ label, texts }) => [line(label, (c) => decimalOf(texts[c]), true), line("", (c) => bitsOfText(texts[c]), false)]);
}

/** How many rows of the batch rowGrid leaves out. */
export function rowsLeftOut({ rows }: ExampleJson): number {
  return rows > rowsMax ? rows - 1 : 0;
}

interface Series {
  readonly label: string;
  readonly texts: readonly string[];
}

function seriesOf({ rows, cols, row, x, dy, gamma, beta, y, derived }: ExampleJson): readonly Series[] {
  const slice = (texts: readonly string[], r: number) => texts.slice(r * cols, (r + 1) * cols);
  const name = (letter: string, r: number) => (rows === 1 ? letter : `${letter}[${r}]`);
  const evidenceRow = Math.min(row, rows - 1);
  const wanted = rowsLeftOut({ rows } as ExampleJson) > 0 ? [evidenceRow] : Array.from({ length: rows }, (_, r) => r);
  const series: Series[] = wanted.map((r) => ({ label: name("x", r), texts: slice(x, r) }));
  if (dy) for (const r of wanted) series.push({ label: name("dy", r), texts: slice(dy, r) });
  if (gamma) series.push({ label: "γ", texts: gamma });
  if (beta) series.push({ label: "β", texts: beta });
  // The outputs of a derived call belong to another input than the one shown.
  if (y?.length === x.length && derived === undefined) series.push({ label: name(dy ? "dx" : "y", evidenceRow), texts: slice(y, evidenceRow) });
  return series;
}

/** Indices in order; −k stands for k columns left out. */
function shownColumns(widths: readonly number[], evidence: number, width: number): readonly number[] {
  const total = widths.reduce((sum, w) => sum + w + 2, -2);
  const all = widths.map((_, c) => c);
  if (total <= width) return all;
  const chosen = new Set([Math.min(evidence, widths.length - 1)]);
  // Two gaps at most; then from both ends inwards while there is room, the beginning first.
  let room = width - widths[evidence] - 2 * (gapWidth + 2);
  for (let i = 0; i < widths.length; i++) {
    const c = i % 3 === 2 ? widths.length - 1 - Math.floor(i / 3) : i - Math.floor(i / 3);
    if (chosen.has(c)) continue;
    room -= widths[c] + 2;
    if (room < 0) break;
    chosen.add(c);
  }
  const shown: number[] = [];
  for (const c of all) {
    if (chosen.has(c)) shown.push(c);
    else if (c > 0 && shown.length > 0 && shown[shown.length - 1] < 0) shown[shown.length - 1]--;
    else shown.push(-1);
  }
  return shown;
}

function join(shown: readonly number[], widths: readonly number[], cell: (c: number) => string, gap: boolean): string {
  const cells = shown.map((c) => {
    if (c >= 0) return cell(c).padEnd(widths[c]);
    const text = `… ${-c} more`;
    return gap ? text : " ".repeat(text.length);
  });
  return cells.join("  ").trimEnd();
}
