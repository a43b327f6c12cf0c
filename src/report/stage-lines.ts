// The stages of a computation as aligned lines for a terminal: what was there, what is exact, how many bits are gone, and where first.

import { fromJsonNumber } from "../findings/json-number.ts";
import type { StageRow, StageTable } from "../findings/stage-table.ts";

/** Whose values they are, then a line for each stage, the column of the evidence alone where a stage has many. */
export function stageLines(table: StageTable, width: number): string[] {
  const { whose, column, columns, cols, precision, stages } = table;
  const place = columns.indexOf(column);
  const at = (value: string | readonly string[]) => (typeof value === "string" ? value : (value[place] ?? ""));
  const rows = stages.map((stage) => [labelOf(stage, column, cols), at(stage.own), at(stage.exact), lostText(stage, precision), noteOf(stage)]);
  const all = [["", "own", "exact", "bits lost", ""], ...rows];
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => lengthOf(row[i]!))));
  const lines = all.map((row) => row.map((text, i) => (i === 3 ? padding(text, widths[i]!) + text : text + padding(text, widths[i]!))).join("  ").trimEnd());
  return [whose, ...lines.map((line) => (line.length <= width ? line : `${line.slice(0, width - 1)}…`))];
}

/** "x̂[3]" of a stage with a value for each column. */
function labelOf({ label, own }: StageRow, column: number, cols: number): string {
  if (typeof own === "string" || cols === 1) return label;
  return `${label.includes(" ") && !label.startsWith("(") ? `(${label})` : label}[${column}]`;
}

function noteOf({ first, ofModel }: StageRow): string {
  return [...(first ? ["◀ lost here"] : []), ...(ofModel ? ["(not told: of the model)"] : [])].join(" ");
}

/** The hat of x̂ takes no place of its own. */
function lengthOf(text: string): number {
  return text.replaceAll("\u0302", "").length;
}

function padding(text: string, width: number): string {
  return " ".repeat(width - lengthOf(text));
}

function lostText({ bitsLost }: StageRow, precision: number): string {
  const bits = fromJsonNumber(bitsLost);
  return bits === 0 ? "0" : bits >= precision ? `all ${precision}` : bits.toFixed(1);
}
