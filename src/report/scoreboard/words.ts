// The words that the table and the page of a scoreboard share.

import type { OutcomeKind } from "../../campaign/scoreboard/row-outcome.ts";
import { fromJsonNumber } from "../../findings/json-number.ts";
import { counted } from "../counted.ts";
import { short } from "./shown-row.ts";
import type { ScoreboardEntry, ShownRow, StrikingRow } from "./model.ts";

const outcomes: Readonly<Record<OutcomeKind, string>> = {
  "not-a-number": "NaN",
  infinite: "±Infinity",
  zeros: "silently zero",
  "too-large": "garbage, larger than √n",
  wrong: "wrong",
  inaccurate: "inaccurate",
};

/** "NaN", "wrong by 0.71 of its scale" */
export function outcomeText({ outcome, error, row }: Pick<StrikingRow, "outcome" | "error" | "row">): string {
  const size = fromJsonNumber(error);
  const isGradient = row.dy !== undefined;
  if (outcome === "not-a-number" || outcome === "infinite" || outcome === "zeros") return `${isGradient ? "gradient " : ""}${outcomes[outcome]}`;
  const by = size >= 1e-3 && size < 1e6 ? String(Number(size.toPrecision(3))) : size.toExponential(1).replace("e+", "e");
  const words = !isGradient ? outcomes[outcome] : outcome === "too-large" ? "gradient is garbage, larger than any of its row" : `gradient ${outcomes[outcome]}`;
  return `${words}, off by ${by} ${size >= 1 ? "times" : "of"} its scale`;
}

const symptoms: Readonly<Record<string, string>> = {
  "non-finite": "NaN or ±Infinity",
  collapsed: "silent zeros",
  "too-large": "garbage larger than √n",
  inaccurate: "off by a quarter of the scale or more",
};

/** "NaN or ±Infinity on 812 rows, silent zeros on 31 rows"; "nothing" where nothing was seen. */
export function beyondText({ beyond }: Pick<ScoreboardEntry, "beyond">): string {
  if (beyond.length === 0) return "nothing was seen";
  return beyond.map(({ symptom, count }) => `${symptoms[symptom] ?? symptom} on ${counted(count, "row")}`).join(", ");
}

/** The same in signs: "NaN 0 ∞>√n". */
export function beyondSigns({ beyond }: Pick<ScoreboardEntry, "beyond">): string {
  const signs: Readonly<Record<string, string>> = { "non-finite": "NaN", collapsed: "0", "too-large": ">√n", inaccurate: "off" };
  return beyond.map(({ symptom }) => signs[symptom] ?? symptom).join(" ");
}

export interface RowLine {
  readonly label: string;
  readonly cells: readonly string[];
}

/** A row of so many values is shown whole; of a longer one, its first values. */
export const wholeMax = 12;
const shownMax = 8;

/** x, dy, γ and β where there are any, y or dx, exact: cells for the same columns. Of long rows the first ones. */
export function rowLines(row: ShownRow): readonly RowLine[] {
  const { x, dy, gamma, beta, y, exact } = row;
  const left = x.length - shownMax;
  const cut = (cells: readonly string[], more: string) => (x.length > wholeMax ? [...cells.slice(0, shownMax), more] : cells);
  return [
    { label: "x", cells: cut(x, `… ${left} more`) },
    ...(dy ? [{ label: "dy", cells: cut(dy, "") }] : []),
    ...(gamma ? [{ label: "γ", cells: cut(gamma, "") }] : []),
    ...(beta ? [{ label: "β", cells: cut(beta, "") }] : []),
    { label: dy ? "dx" : "y", cells: cut(y, "") },
    { label: "exact", cells: cut(exact, "") },
    ...(row.eps === usualEps ? [] : [{ label: "ε", cells: [row.eps] }]),
  ];
}

/** Said once, not with every row. */
const usualEps = "1e-5";

/** The lines, aligned. */
export function alignedRow(row: ShownRow): readonly string[] {
  const lines = rowLines(row);
  const columns = Math.max(...lines.map(({ cells }) => cells.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(...lines.map(({ cells }) => cells[c]?.length ?? 0)));
  return lines.map(({ label, cells }) => `${label.padEnd(7)}${cells.map((cell, c) => cell.padEnd(widths[c]!)).join("  ")}`.trimEnd());
}

/** "3.1 µs" */
export function timeText({ timing }: Pick<ScoreboardEntry, "timing">): string {
  if (timing === undefined) return "";
  const { microsecondsPerRow: time } = timing;
  return time >= 1000 ? `${short(Number((time / 1000).toPrecision(2)))} ms` : `${Number(time.toPrecision(2))} µs`;
}


/** "outputs are numbers everywhere", "0 from 2⁶³ · NaN from κ 2¹¹" */
export function mapText({ breaks, safe }: Pick<ScoreboardEntry, "breaks" | "safe">): string {
  if (safe.length === 0) return "not measured: the run was cut short, or its calls take too long";
  return breaks ?? "numbers everywhere";
}
