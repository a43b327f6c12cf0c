// What a proof under way has done, line by line: a process that is killed loses the units that were being worked on, and no more.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { type JournalHeader, journalHeaderSchema, type JournalUnit, journalUnitSchema } from "../../findings/proof-schema.ts";
import { writeAtomically } from "../../findings/write-atomically.ts";

/** A journal that cannot be continued or written; the message says why, and what to do. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

export class Journal {
  readonly file: string;
  /** Units finished by earlier runs. */
  readonly resumed: readonly JournalUnit[];

  readonly #header: JournalHeader;

  constructor(file: string, header: JournalHeader, resumed: readonly JournalUnit[]) {
    this.file = file;
    this.#header = header;
    this.resumed = resumed;
  }

  /** Writes what is known so far. Throws a JournalError. */
  begin(): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      // Written anew, so that a line that was cut short is gone and lines begin where lines should.
      writeAtomically(this.file, [this.#header, ...this.resumed].map((line) => `${JSON.stringify(line)}\n`).join(""));
    } catch (error) {
      throw new JournalError(`${this.file}: cannot be written (${(error as Error).message}); name another file with --state`);
    }
  }

  add(unit: JournalUnit): void {
    appendFileSync(this.file, `${JSON.stringify(unit)}\n`);
  }

  /** The proof is finished, and has a record. */
  remove(): void {
    rmSync(this.file, { force: true });
  }
}

/** The journal of this header: what is there is continued, unless told to begin anew. Throws a JournalError for a journal of something else. */
export function openJournal(file: string, header: JournalHeader, restart: boolean): Journal {
  return new Journal(file, header, restart || !existsSync(file) ? [] : unitsOf(file, header));
}

function unitsOf(file: string, header: JournalHeader): JournalUnit[] {
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last newline is a line that a kill cut short.
  lines.pop();
  if (lines.length === 0) return [];
  const known = v.safeParse(journalHeaderSchema, parse(lines[0]));
  if (!known.success) throw new JournalError(`${file}: is no journal of a proof; name another file with --state, or begin anew with --restart`);
  for (const [key, value] of Object.entries(header)) {
    const before = known.output[key as keyof JournalHeader];
    if (JSON.stringify(value) === JSON.stringify(before)) continue;
    const what = key === "fingerprint" ? "the implementation gives other outputs than it did then" : `${key} was ${JSON.stringify(before)} then and is ${JSON.stringify(value)} now`;
    throw new JournalError(`${file}: cannot be continued: ${what}; begin anew with --restart`);
  }
  const units = new Map<number, JournalUnit>();
  lines.slice(1).forEach((line, index) => {
    const parsed = v.safeParse(journalUnitSchema, parse(line));
    if (!parsed.success || parsed.output.unit >= header.units) throw new JournalError(`${file}: line ${index + 2} is damaged; begin anew with --restart`);
    if (!units.has(parsed.output.unit)) units.set(parsed.output.unit, parsed.output);
  });
  return [...units.values()];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
