// The scoreboard for a terminal: a table, one line an engine, then what stands behind each line, with the rows to remember it by.

import picocolors from "picocolors";
import type { Colors } from "picocolors/types.js";
import { type Grade, gradeWords } from "../../campaign/scoreboard/grade.ts";
import { counted } from "../counted.ts";
import { marginText } from "../margin.ts";
import { plainText } from "../plain-text.ts";
import type { TerminalOptions } from "../terminal.ts";
import { wrapped } from "../wrapped.ts";
import type { Scoreboard, ScoreboardEntry } from "./model.ts";
import { alignedRow, beyondSigns, beyondText, mapText, outcomeText, timeText, wholeMax } from "./words.ts";

const widthMin = 80;
const indent = "    ";

/** Lines joined by newlines, ending in one. */
export function scoreboardText(board: Scoreboard, { width: given, colour }: TerminalOptions): string {
  const colors = picocolors.createColors(colour);
  const width = Math.max(given, widthMin);
  const { run, entries, absent } = board;
  const engines = entries.filter(({ model }) => !model);
  const models = entries.filter(({ model }) => model);
  const sections = [
    [`normfuzz ${plainText(run.version)} · scoreboard · seed ${plainText(run.seed)} · ${plainText(run.platform)}, node ${plainText(run.node)}`],
    tableLines(engines, models, colors),
    legendLines(entries, colors),
    ...entries.map((entry) => entryLines(entry, width, colors)),
    absent.flatMap(({ names, why }) => wrapped(plainText(`not measured here: ${names.join(", ")}: ${why}`), width).map((line) => colors.yellow(line))),
    [`${counted(engines.length, "engine")} and ${counted(models.length, "model")} in ${run.seconds.toFixed(0)} s`, `again   ${plainText(run.command)}`],
  ];
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const heads = ["", "engine", "version", "worst ÷ tol.", "within 2 ulp for", "within 10⁻³ for", "beyond", "µs/row"] as const;

function tableLines(engines: readonly ScoreboardEntry[], models: readonly ScoreboardEntry[], colors: Colors): string[] {
  const lines = [...engines, ...models].map((entry) => ({ entry, cells: cellsOf(entry) }));
  if (lines.length === 0) return [];
  const widths = heads.map((head, c) => Math.max(head.length, ...lines.map(({ cells }) => cells[c]!.length)));
  const join = (cells: readonly string[]) => cells.map((cell, c) => cell.padEnd(widths[c]!)).join("  ").trimEnd();
  return [colors.dim(join(heads)), ...lines.map(({ entry, cells }) => paint(entry.grade, colors)(join(cells)))];
}

function cellsOf(entry: ScoreboardEntry): readonly string[] {
  const { grade, implementation, version, model, worst, safe, timing } = entry;
  return [
    grade,
    plainText(implementation),
    model ? "model" : plainText(version ?? ""),
    worst === undefined ? "" : marginText(worst.margin),
    safe[0]?.text ?? "",
    safe[1] === undefined ? "" : safe[1].label === "0.001" ? safe[1].text : `${safe[1].text} (≤ ${safe[1].label})`,
    beyondSigns(entry),
    timing === undefined ? "" : String(Number(timing.microsecondsPerRow.toPrecision(2))),
  ];
}

function legendLines(entries: readonly ScoreboardEntry[], colors: Colors): string[] {
  const grades = (Object.keys(gradeWords) as Grade[]).filter((grade) => entries.some((entry) => entry.grade === grade));
  return grades.map((grade) => `${paint(grade, colors)(grade)} ${colors.dim(gradeWords[grade])}`);
}

function entryLines(entry: ScoreboardEntry, width: number, colors: Colors): string[] {
  const { implementation, version, model, grade, error, violated, fingerprint, striking, worst } = entry;
  const title = `${implementation}${model ? " (a model: the engine itself was not run)" : version === undefined ? "" : ` ${version}`}`;
  const say = (label: string, text: string | undefined) => (text === undefined ? [] : wrapped(plainText(text), width - 16).map((line, i) => `${indent}${colors.dim((i === 0 ? label : "").padEnd(12))}${line}`));
  return [
    `${paint(grade, colors)(grade)}   ${colors.bold(plainText(title))}`,
    ...say("error", error),
    ...say("violates", violated.length > 0 ? violated.join(", ") : undefined),
    ...say("behaves as", fingerprint),
    ...say("outputs", mapText(entry)),
    ...say("beyond", beyondText(entry)),
    ...say("time", entry.timing && `${timeText(entry)} a row of ${entry.timing.cols}, ${entry.timing.rows} rows a call`),
    ...(striking.length > 0 || worst?.row === undefined || worst.row.x.length > wholeMax ? [] : [...say("nearest", `${marginText(worst.margin)} of its tolerance`), ...rowText(worst.row)]),
    ...striking.flatMap((one) => [...say("", ""), ...say("row", `${outcomeText(one)}${one.cause ? ` (${one.cause})` : ""}, ${one.beyond ? "beyond the contract" : `violates ${one.property}`}`), ...rowText(one.row), ...say("", one.fixture)]).filter((line) => line.trim() !== ""),
  ];
}

function rowText(row: NonNullable<ScoreboardEntry["striking"][number]["row"]>): string[] {
  return alignedRow(row).map((line) => `${indent}${" ".repeat(12)}${plainText(line)}`);
}

function paint(grade: Grade, colors: Colors): (text: string) => string {
  return { A: colors.green, B: colors.cyan, C: colors.yellow, D: colors.red, "-": colors.dim }[grade];
}
