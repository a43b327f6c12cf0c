// What a proof by trying every row says, in words: one sentence for reports, a few lines for the command that made it.

import { fromJsonNumber } from "../findings/json-number.ts";
import type { ProofRecord } from "../findings/proof-schema.ts";
import { decimalOf } from "../findings/value-text.ts";
import type { CardField } from "./card.ts";
import { counted } from "./counted.ts";
import { marginText } from "./margin.ts";
import type { ProofResult } from "./model.ts";

/** ε that goes without saying. */
const usualEps = "1e-5";

/** "proved for all 4,030,726,144 rows of 2 fp16 values". */
export function proofSentence({ verdict, format, cols, eps, tally }: Pick<ProofRecord, "verdict" | "format" | "cols" | "eps" | "tally">): string {
  const epsilon = decimalOf(eps) === usualEps ? "" : `, ε = ${decimalOf(eps)}`;
  const rows = `all ${counted(tally.rows, "row")} of ${counted(cols, `${format} value`)}${epsilon}`;
  if (verdict === "violated") return `violated on ${number(tally.violated)} of ${rows}`;
  if (tally.beyond === 0) return `proved for ${rows}`;
  return `proved for ${number(tally.proved)} of ${rows}; the other ${number(tally.beyond)} are beyond its contract`;
}

/** A proof as a line of a report: its sign, and what is claimed, or why nothing is. */
export function proofLine({ statement, verdict, stale }: ProofResult): { readonly sign: "✓" | "✗" | "!"; readonly text: string } {
  if (stale === undefined) return { sign: verdict === "proved" ? "✓" : "✗", text: statement };
  return { sign: "!", text: `a stale record, not claimed: ${statement}; ${stale}; prove again` };
}

/** The facts of a proof, finished or not, as the lines below its sentence. */
export function proofFields({ codes, cols, format, contract, tally }: Pick<ProofRecord, "codes" | "cols" | "format" | "contract" | "tally">, complete: boolean): CardField[] {
  const { rows, proved, violated, beyond, orbits, misrounded, evaluated, margin, marginAt, ulps, ulpsAt, negationBroken, orderBroken } = tally;
  const all = complete ? `${number(rows)} = ${number(codes)}^${cols}, every one called and judged` : `${number(rows)} of ${number(codes)}^${cols} = ${number(codes ** cols)}`;
  const largest =
    misrounded === 0
      ? "every output is the correctly rounded one"
      : `${counted(misrounded, "row")} with an output that is not the correctly rounded one${ulpsAt === undefined ? "" : `; largest error ${fromJsonNumber(ulps).toPrecision(4)} ulp of ${contract.storage}, y[${ulpsAt.column}] of ${rowText(ulpsAt.x)}`}`;
  const closest = marginAt === undefined ? "" : `; worst margin there ${marginText(margin)}, y[${marginAt.column}] of ${rowText(marginAt.x)}`;
  return [
    { label: "promise", text: "|y_i − exact_i| ≤ E_i, the bound of the contract; y finite where nothing can overflow, and of the storage format" },
    { label: "values", text: `${number(codes)} finite codes of ${format}, −0 and 0 apart` },
    { label: "rows", text: all },
    { label: "", text: `${number(proved)} proved, ${number(violated)} violated, ${number(beyond)} beyond the contract` },
    { label: "orbits", text: `${number(orbits)}: exact answer and bound are those of every order and both signs of a row; the implementation was called on each` },
    { label: "rounding", text: largest },
    { label: "bounds", text: `evaluated by themselves for ${counted(evaluated, "orbit")}; elsewhere errors lie below every bound of the contract, or above all of their cell${closest}` },
    { label: "symmetry", text: symmetryText(negationBroken, orderBroken) },
  ];
}

function symmetryText(negationBroken: number, orderBroken: number): string {
  const negation = negationBroken === 0 ? "y(−x) = −y(x) on every row" : `y(−x) ≠ −y(x) on ${counted(negationBroken, "row")}`;
  const order = orderBroken === 0 ? "columns may change places on every row" : `outputs depend on the order of the columns on ${counted(orderBroken, "row")}`;
  return `${negation}; ${order} (found, not assumed)`;
}

function rowText(x: readonly string[]): string {
  return `[${x.map(decimalOf).join(", ")}]`;
}

function number(n: number): string {
  return n.toLocaleString("en-US");
}
