// Every soak that was ever run, one entry for each seed: a soak takes hours, and what it found out stays true of the version that it was about.

import { existsSync, readFileSync } from "node:fs";
import { writeAtomically } from "../../src/findings/write-atomically.ts";

const file = "power/soak/ledger.json";

export interface LedgerEntry {
  readonly seed: string;
  /** Day of its end, ISO 8601. */
  readonly date: string;
  readonly minutes: number;
  readonly controls: number;
  readonly distinctRows: number;
  readonly controlRows: number;
  /** Of the control-rows: inside the control's contract. */
  readonly inside: number;
  /** Controls that were accused. */
  readonly accused: readonly string[];
}

export function readLedger(): readonly LedgerEntry[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as LedgerEntry[]) : [];
}

/** The ledger with this entry. Another soak of the same seed had the same rows: the longer one stays. */
export function withEntry(ledger: readonly LedgerEntry[], entry: LedgerEntry): readonly LedgerEntry[] {
  const same = ledger.find(({ seed }) => seed === entry.seed);
  if (same === undefined) return [...ledger, entry];
  const kept = entry.controlRows >= same.controlRows || entry.accused.length > 0 ? entry : same;
  return ledger.map((one) => (one.seed === entry.seed ? kept : one));
}

export function writeLedger(ledger: readonly LedgerEntry[]): void {
  writeAtomically(file, `[\n${ledger.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n")}\n]\n`);
}
