// What a soak comes to, as a section of docs/power.md.

import type { Soaked } from "./chunk.ts";
import { markdownTable } from "../document.ts";
import { type Accusation, type Count, furtherInterval } from "./judge.ts";
import type { LedgerEntry } from "./ledger.ts";

/** Counts of the same control and of the same origin added up. */
export function merged(soaked: readonly Soaked[]): { readonly counts: ReadonlyMap<string, Count>; readonly rowsFrom: ReadonlyMap<string, number> } {
  const counts = new Map<string, Count>();
  const rowsFrom = new Map<string, number>();
  for (const chunk of soaked) {
    for (const [id, count] of chunk.counts) counts.set(id, added(counts.get(id), count));
    for (const [origin, rows] of chunk.rowsFrom) rowsFrom.set(origin, (rowsFrom.get(origin) ?? 0) + rows);
  }
  return { counts, rowsFrom };
}

function added(a: Count | undefined, b: Count): Count {
  if (a === undefined) return b;
  const { worst, property } = b.worst > a.worst ? b : a;
  const fresh = b.accusations.filter((accusation) => !a.accusations.some((known) => known.property === accusation.property));
  return { rows: a.rows + b.rows, inside: a.inside + b.inside, further: a.further + b.further, worst, property, accusations: [...a.accusations, ...fresh] };
}

export interface SoakOptions {
  readonly soaked: readonly Soaked[];
  /** Wall time. */
  readonly minutes: number;
  /** What the command was given. */
  readonly command: string;
  readonly seed: string;
  readonly properties: { readonly alone: number; readonly further: number };
}

/** The soak as an entry of the ledger. */
export function entryOf({ soaked, minutes, seed }: Pick<SoakOptions, "soaked" | "minutes" | "seed">, date: string): LedgerEntry {
  const { counts, rowsFrom } = merged(soaked);
  const all = [...counts.values()];
  return {
    seed,
    date,
    minutes: Number(minutes.toFixed(1)),
    controls: counts.size,
    distinctRows: [...rowsFrom.values()].reduce((sum, rows) => sum + rows, 0),
    controlRows: all.reduce((sum, { rows }) => sum + rows, 0),
    inside: all.reduce((sum, { inside }) => sum + inside, 0),
    accused: [...counts].filter(([, { accusations }]) => accusations.length > 0).map(([control]) => control),
  };
}

/** All soaks together, then one by one. */
export function ledgerText(ledger: readonly LedgerEntry[]): string {
  const total = (field: "controlRows" | "inside" | "distinctRows") => count(ledger.reduce((sum, entry) => sum + entry[field], 0));
  const accused = ledger.flatMap((entry) => entry.accused);
  const lines = ledger.map(({ seed, date, controls, distinctRows, controlRows, inside, minutes }) => [`"${seed}"`, date, String(controls), count(distinctRows), count(controlRows), count(inside), minutes.toFixed(1)]);
  return `All soaks, each with rows of its own: **${total("controlRows")} control-rows** on ${total("distinctRows")} rows, ${total("inside")} of them inside the contract, ${accused.length === 0 ? "no accusation" : `ACCUSED: ${accused.join(", ")}`}.

${markdownTable(["seed", "ended", "controls", "rows", "control-rows", "inside the contract", "minutes"], lines)}`;
}

export function soakSection({ soaked, minutes, command, seed, properties }: SoakOptions, ledger: readonly LedgerEntry[]): string {
  const { counts, rowsFrom } = merged(soaked);
  const all = [...counts.values()];
  const total = (field: "rows" | "inside" | "further") => count(all.reduce((sum, one) => sum + one[field], 0));
  const accused = [...counts].filter(([, { accusations }]) => accusations.length > 0);
  const near = [...counts].filter(([, { worst }]) => worst > 0.5).sort(([, a], [, b]) => b.worst - a.worst);
  const distinct = [...rowsFrom.values()].reduce((sum, rows) => sum + rows, 0);
  return `## Controls: correct kernels, never accused

${counts.size} correct kernels in \`power/controls/\`, written as real engines are, on ${count(distinct)} distinct rows (seed "${seed}"). Every row is given to all the controls of a storage format: **${total("rows")} control-rows** (a row judged for one control), of which
${total("inside")} lie inside the control's contract. Each was judged by the ${properties.alone} properties that judge one call; ${total("further")} of them (one batch in ${furtherInterval}) also by the ${properties.further} properties that make further calls.
**${accused.length === 0 ? "No accusation" : `ACCUSED: ${accused.map(([control, { accusations }]) => `${control} by ${accusations.map(({ property }) => property).join(", ")}`).join("; ")}`}.** Command: \`npm run power:soak -- ${command}\` (${minutes.toFixed(1)} minutes).

${ledgerText(ledger)}

Distinct rows of the last one by where they are from: the row families (as drawn, or led to lengths and magnitudes that were tried least), and the search, whose rows are neighbours of those that came nearest to an accusation.

\`\`\`
${table(kindsOf(rowsFrom))}
\`\`\`

Near misses, margins above 0.5 on correct kernels: where a bound is attained it is sharp. By control: rows, those inside its contract, the worst margin and its property.

\`\`\`
${table(near.map(([control, { rows, inside, worst, property }]) => [control, count(rows), count(inside), `${worst.toFixed(4)} ${property}`]))}
\`\`\``;
}

/** What is needed to see an accusation again; empty when there is none. */
export function accusationsText(soaked: readonly Soaked[]): string {
  return [...merged(soaked).counts].flatMap(([control, { accusations }]) => accusations.map((accusation) => accusationText(control, accusation))).join("\n");
}

function accusationText(control: string, { property, message, origin, batch }: Accusation): string {
  const list = (values: Float64Array | undefined) => (values === undefined ? "none" : `[${Array.from(values, (value) => (Object.is(value, -0) ? "-0" : String(value))).join(", ")}]`);
  return `${control} is accused by ${property} (${origin}): ${message}\n  ${batch.rows} × ${batch.cols}, ε ${batch.eps}, γ ${list(batch.gamma)}, β ${list(batch.beta)}\n  x ${list(batch.x)}`;
}

const searchPrefix = "targeted search";

/** The families by id, then the search as one. */
function kindsOf(rowsFrom: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  const families = [...rowsFrom].filter(([origin]) => !origin.startsWith(searchPrefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  const searched = [...rowsFrom].filter(([origin]) => origin.startsWith(searchPrefix)).reduce((sum, [, rows]) => sum + rows, 0);
  return [...families, ["the search", searched] as const].map(([kind, rows]) => [kind, count(rows)]);
}

function count(rows: number): string {
  return rows.toLocaleString("en-US");
}

/** The first column stands left, the last as it is, numbers between right. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, c) => Math.max(...lines.map((line) => line[c]!.length)));
  return lines.map((line) => line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : /^[\d,]+$/.test(cell) ? cell.padStart(widths[c]!) : cell)).join("   ")).join("\n");
}
