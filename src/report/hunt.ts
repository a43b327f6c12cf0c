// The result of a hunt for people and for programs: a map of the worst values by κ and magnitude, and the worst row as a card.

import picocolors from "picocolors";
import type { Band } from "../campaign/hunt/bins.ts";
import type { HuntResult } from "../campaign/hunt/hunt-implementation.ts";
import { contractOf } from "../findings/counterexample.ts";
import { exampleJson } from "../findings/example-json.ts";
import { jsonNumber } from "../findings/json-number.ts";
import { type Card, exampleCard } from "./card.ts";
import { counted } from "./counted.ts";
import { marginText } from "./margin.ts";
import { plainText } from "./plain-text.ts";
import { type TerminalOptions, terminalCard } from "./terminal.ts";

const titles = { margin: "worst error ÷ tolerance, inside the contract", ulps: "worst error in ulps of the output's scale, also beyond the contract" } as const;

/** The map and the card, as lines ending in a newline. */
export function huntText(result: HuntResult, options: TerminalOptions): string {
  const colors = picocolors.createColors(options.colour);
  const { implementation, objective, seed, rows, seconds } = result;
  const head = `${colors.bold(plainText(implementation))} · ${titles[objective]} · seed ${plainText(seed)} · ${counted(rows, "row")} in ${seconds.toFixed(1)} s`;
  const card = huntCard(result, options.width - 12);
  return `${[head, "", ...mapLines(result, colors.dim)].join("\n")}\n${card ? `\n${terminalCard(card, options)}` : ""}`;
}

/** The result as JSON-safe data: every cell with its worst row. */
export function huntJson(result: HuntResult): unknown {
  const { bins, simplest, worst, ...rest } = result;
  const { storage } = contractOf(result.contract);
  const band = ({ first, last }: Band) => ({ first: jsonNumber(first), last: jsonNumber(last) });
  const texts = (values: Float64Array | undefined) => values && Array.from(values);
  return {
    schema: "normfuzz/hunt/1",
    ...rest,
    worst: worst === undefined ? null : jsonNumber(worst),
    simplest: simplest && { value: jsonNumber(simplest.value), origin: simplest.origin, ...exampleJson(simplest.example, storage) },
    conditions: bins.conditions.map(band),
    magnitudes: bins.magnitudes.map(band),
    cells: bins.cells.map((row) =>
      row.map((trophy) => {
        if (trophy === undefined) return null;
        const { value, batch, row: r, column, origin } = trophy;
        const { cols, eps, gamma, beta } = batch;
        return { value: jsonNumber(value), column, origin, eps, x: texts(batch.x.subarray(r * cols, (r + 1) * cols))!.map(jsonNumber), gamma: texts(gamma), beta: texts(beta) };
      }),
    ),
  };
}

function huntCard({ implementation, contract, objective, simplest }: HuntResult, width: number): Card | undefined {
  if (simplest === undefined) return undefined;
  const { storage } = contractOf(contract);
  const violated = objective === "margin" && simplest.value > 1;
  const verb = violated ? "violates oracle-agreement" : objective === "margin" ? "comes nearest to its tolerance" : "is worst";
  const { title, fields } = exampleCard({ implementation, contract }, exampleJson(simplest.example, storage), width);
  return { title: title.replace(implementation, `${implementation} ${verb}`), known: !violated, fields: [...fields, { label: "found", text: simplest.origin }] };
}

function mapLines({ bins }: HuntResult, dim: (text: string) => string): string[] {
  const cells = bins.cells.map((row) => row.map((trophy) => (trophy === undefined ? "·" : marginText(jsonNumber(trophy.value)))));
  const heads = bins.magnitudes.map(({ first, last }) => (first === -Infinity ? `<2^${last + 1}` : `2^${first}…`));
  const widths = heads.map((head, c) => Math.max(head.length, ...cells.map((row) => row[c]!.length)) + 2);
  const labels = bins.conditions.map(({ first }) => `κ ≥ 2^${first}`);
  const labelWidth = Math.max(8, ...labels.map((label) => label.length));
  const line = (label: string, texts: readonly string[]) => label.padEnd(labelWidth) + texts.map((text, c) => text.padStart(widths[c]!)).join("");
  return [dim(line("max |x|", heads)), ...cells.map((row, r) => line(labels[r]!, row))];
}
