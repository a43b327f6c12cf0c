// Who passed and how narrowly, at a glance: one line for each implementation, then a table of properties (rows) by implementations
// (numbered columns) with the worst margin in each cell. Numbers, since no terminal has room for seventeen names side by side.

import type { Colors } from "picocolors/types.js";
import { counted } from "./counted.ts";
import { cellText, marginText } from "./margin.ts";
import type { ImplementationResult, PropertyResult, RunReport } from "./model.ts";
import { plainText } from "./plain-text.ts";

const cellWidth = 6;
const outcomeMin = 60;

/** Lines for the implementations: number, sign, id, contract, and what is wrong or how narrow it was. */
export function implementationLines({ results }: RunReport, width: number, colors: Colors): string[] {
  const idWidth = Math.max(...results.map(({ implementation }) => plainText(implementation).length), 4);
  const contracts = Math.max(...results.map((result) => contractText(result).length), 4);
  // In a narrow terminal the outcome matters more than the contract.
  const contractWidth = width - idWidth - contracts < outcomeMin ? 0 : contracts;
  return results.map((result, i) => {
    const number = String(i + 1).padStart(3);
    const id = plainText(result.implementation).padEnd(idWidth);
    const contract = contractWidth === 0 ? "" : `  ${contractText(result).padEnd(contractWidth)}`;
    const outcome = clip(outcomeText(result), width - number.length - idWidth - contract.length - 5);
    return `${number} ${paint(result, colors)(signOf(result))} ${colors.bold(id)}${colors.dim(contract)}  ${paint(result, colors)(outcome)}`;
  });
}

/** The table of properties by implementations, in as many blocks as the width asks for; empty without properties. */
export function marginTable({ results }: RunReport, width: number, colors: Colors): string[] {
  const properties = [...new Set(results.flatMap((result) => result.properties.map(({ property }) => property)))];
  if (properties.length === 0) return [];
  const labelWidth = Math.max(...properties.map((property) => plainText(property).length));
  const perBlock = Math.max(1, Math.floor((width - labelWidth) / cellWidth));
  const lines: string[] = [];
  const judged = results.map((result, i) => ({ result, number: i + 1 })).filter(({ result }) => result.properties.length > 0);
  for (let from = 0; from < judged.length; from += perBlock) {
    const block = judged.slice(from, from + perBlock);
    if (from > 0) lines.push("");
    lines.push(colors.dim(" ".repeat(labelWidth) + block.map(({ number }) => String(number).padStart(cellWidth)).join("")));
    for (const property of properties) {
      const cells = block.map(({ result }) => cell(result.properties.find((one) => one.property === property), colors));
      lines.push(plainText(property).padEnd(labelWidth) + cells.join(""));
    }
  }
  return [...lines, colors.dim("worst error ÷ tolerance, at most 1.00   ✓ exact   – does not apply   ✗ violated, by this factor   ~ known violation")];
}

function cell(property: PropertyResult | undefined, colors: Colors): string {
  if (property === undefined) return " ".repeat(cellWidth);
  const text = cellText(property).padStart(cellWidth);
  return { pass: colors.green, fail: colors.red, known: colors.yellow, skip: colors.dim }[property.status](text);
}

function signOf({ verdict }: ImplementationResult): string {
  return { pass: "✓", fail: "✗", error: "!" }[verdict];
}

function paint({ verdict }: ImplementationResult, colors: Colors): (text: string) => string {
  return { pass: colors.green, fail: colors.red, error: colors.yellow }[verdict];
}

function contractText({ contract }: ImplementationResult): string {
  if (contract === undefined) return "";
  const { storage, accumulator, algorithm, arithmetic } = contract;
  return `${storage === accumulator ? storage : `${storage}/${accumulator}`} ${algorithm}${arithmetic === "wgsl" ? ", WGSL" : ""}`;
}

function outcomeText(result: ImplementationResult): string {
  if (result.verdict === "error") return plainText(`error: ${result.error ?? "unknown"}`);
  const violated = result.properties.filter(({ status }) => status === "fail").map(({ property }) => property);
  const known = result.properties.filter(({ status }) => status === "known").map(({ property }) => property);
  const broken = result.regressions?.failures.length ?? 0;
  const impossible = result.beyond.filter(({ grade }) => grade === "impossible").length;
  const parts = [
    violated.length > 0 ? `violates ${violated.join(", ")}` : "",
    known.length > 0 ? `known: ${known.join(", ")}` : "",
    broken > 0 ? counted(broken, "broken regression") : "",
    violated.length + known.length === 0 ? `${narrowest(result)}${counted(result.rows, "row")}` : "",
    impossible > 0 ? `${impossible} impossible beyond contract` : "",
  ];
  return plainText(parts.filter((part) => part !== "").join("; "));
}

function narrowest({ properties }: ImplementationResult): string {
  const judged = properties.filter(({ margin }) => margin !== null && Number(margin) > 0);
  if (judged.length === 0) return "";
  const worst = judged.reduce((a, b) => (Number(b.margin) > Number(a.margin) ? b : a));
  return `closest ${marginText(worst.margin)} in ${worst.property}, `;
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
