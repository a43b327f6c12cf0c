// Proofs on disk: one record for each implementation, format, length and ε, read again by every later `verify`.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { FixtureError } from "./fixture-error.ts";
import { layOutJson } from "./json-layout.ts";
import { type ProofRecord, proofSchema } from "./proof-schema.ts";
import { decimalOf } from "./value-text.ts";
import { writeAtomically } from "./write-atomically.ts";

/** ε that needs no mention: that of ONNX and PyTorch, as text. */
const usualEps = "1e-5";

/** "stable-fp16.fp16.2": the name of the files of a proof, without their endings. */
export function proofName({ implementation, format, cols, eps }: Pick<ProofRecord, "implementation" | "format" | "cols" | "eps">): string {
  const epsilon = decimalOf(eps);
  return `${implementation}.${format}.${cols}${epsilon === usualEps ? "" : `.eps-${epsilon}`}`;
}

/** The text of the file. */
export function proofText(record: ProofRecord): string {
  return `${layOutJson(record)}\n`;
}

/** Writes the record into the folder and returns its path. Throws what the file system throws. */
export function writeProof(folder: string, record: ProofRecord): string {
  const file = join(folder, `${proofName(record)}.json`);
  writeAtomically(file, proofText(record));
  return file;
}

export interface StoredProofs {
  readonly records: readonly ProofRecord[];
  /** Files that could not be read; the others are still good. */
  readonly errors: readonly FixtureError[];
}

/** The records of an implementation in a folder, in the order of their names. A folder that does not exist holds none. */
export function readProofs(folder: string, implementation: string): StoredProofs {
  const records: ProofRecord[] = [];
  const errors: FixtureError[] = [];
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return { records, errors };
  for (const name of readdirSync(folder).sort()) {
    if (!name.startsWith(`${implementation}.`) || !name.endsWith(".json")) continue;
    try {
      const record = readProof(join(folder, name));
      if (record.implementation === implementation) records.push(record);
    } catch (error) {
      if (!(error instanceof FixtureError)) throw error;
      errors.push(error);
    }
  }
  return { records, errors };
}

/** One record. Throws a FixtureError that names the file and the field. */
export function readProof(file: string): ProofRecord {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new FixtureError(file, "", `is no proof record (${(cause as Error).message}); delete it, and prove again`, { cause });
  }
  const parsed = v.safeParse(proofSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new FixtureError(file, v.getDotPath(issue) ?? "", `${issue.message}; delete the file, and prove again`);
  }
  const { codes, cols, tally } = parsed.output;
  if (tally.rows !== codes ** cols || tally.proved + tally.violated + tally.beyond !== tally.rows) {
    throw new FixtureError(file, "tally.rows", `${tally.rows} rows are not ${codes}^${cols}, or not the sum of proved, violated and beyond; delete the file, and prove again`);
  }
  return parsed.output;
}
