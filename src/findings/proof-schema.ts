// The shape of what a proof leaves on disk, as valibot checks it when it is read: the record of a finished one, and the lines of the
// journal of one under way.

import * as v from "valibot";
import { contractSchema, idPattern } from "./fixture-schema.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.union([v.pipe(v.number(), v.finite()), v.picklist(["Infinity", "-Infinity", "NaN"])], 'must be a number, "Infinity", "-Infinity" or "NaN"');
/** A row and the column of its worst output; values are "bits decimal". */
const seen = v.strictObject({ x: v.array(v.string()), column: count });

export const tallySchema = v.strictObject({
  rows: count,
  proved: count,
  violated: count,
  beyond: count,
  orbits: count,
  misrounded: count,
  evaluated: count,
  margin: number,
  marginAt: v.exactOptional(seen),
  ulps: number,
  ulpsAt: v.exactOptional(seen),
  negationBroken: count,
  orderBroken: count,
  violations: v.record(v.string(), v.strictObject({ rows: count, first: seen, worst: seen, worstMargin: number })),
});

export type TallyJson = v.InferOutput<typeof tallySchema>;

/** What is proved, and of what. */
const subject = {
  implementation: v.pipe(v.string(), v.regex(idPattern, "must be kebab-case")),
  /** Of the values. */
  format: v.picklist(["fp16", "bf16", "fp8-e4m3", "fp8-e5m2", "toy"]),
  cols: v.pipe(count, v.minValue(1)),
  eps: v.string(),
  contract: contractSchema,
  /** Of the outputs for a sample of rows. */
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, "must be 32 hexadecimal digits")),
  /** Of normfuzz: another version may have other bounds. */
  version: v.string(),
};

export const proofSchemaId = "normfuzz/proof/1";
export const journalSchemaId = "normfuzz/proof-journal/1";

export const proofSchema = v.strictObject({
  schema: v.literal(proofSchemaId),
  ...subject,
  verdict: v.picklist(["proved", "violated"]),
  /** Finite codes of the format; rows = codes^cols. */
  codes: count,
  tally: tallySchema,
  /** The row of each violated property, shrunk, as a fixture: path relative to where the command ran. */
  fixtures: v.record(v.string(), v.string()),
  /** Of all units together. */
  seconds: v.pipe(v.number(), v.minValue(0)),
});

export const journalHeaderSchema = v.strictObject({ schema: v.literal(journalSchemaId), ...subject, units: count });
export const journalUnitSchema = v.strictObject({ unit: count, seconds: v.number(), tally: tallySchema });

export type ProofRecord = v.InferOutput<typeof proofSchema>;
export type JournalHeader = v.InferOutput<typeof journalHeaderSchema>;
export type JournalUnit = v.InferOutput<typeof journalUnitSchema>;
