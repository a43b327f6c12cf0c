// A scoreboard read again from its JSON, so that what other machines measured (another version, a GPU) can stand on the same page. The file may be
// anybody's: nothing of it is used before its shape is known to be right.

import * as v from "valibot";
import { plainText } from "../plain-text.ts";
import { ReportError } from "../report-error.ts";
import { type Scoreboard, scoreboardSchemaId } from "./model.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const jsonNumber = v.union([v.pipe(v.number(), v.finite()), v.picklist(["Infinity", "-Infinity", "NaN"])]);
const texts = v.array(v.string());
const storage = v.picklist(["fp64", "fp32", "fp16", "bf16"]);
const row = v.strictObject({ eps: v.string(), x: texts, dy: v.exactOptional(texts), gamma: v.exactOptional(texts), beta: v.exactOptional(texts), y: texts, exact: texts });
const grade = v.picklist(["A", "B", "C", "D", "-"]);

const entry = v.strictObject({
  implementation: v.string(),
  description: v.string(),
  version: v.exactOptional(v.string()),
  platform: v.exactOptional(v.string()),
  model: v.boolean(),
  contract: v.exactOptional(
    v.strictObject({
      storage,
      accumulator: storage,
      algorithm: v.picklist(["stable", "two-pass", "corrected-two-pass", "shifted", "one-pass", "welford", "chan"]),
      summation: v.union([v.picklist(["any", "sequential", "pairwise", "kahan"]), v.strictObject({ height: count })]),
      output: v.picklist(["any", "centred", "expanded", "folded"]),
      gradient: v.exactOptional(v.picklist(["stable", "any", "means", "sums", "folded"])),
    }),
  ),
  grade,
  error: v.exactOptional(v.string()),
  rows: count,
  violated: texts,
  worst: v.exactOptional(v.strictObject({ margin: jsonNumber, row: v.exactOptional(row) })),
  safe: v.array(v.strictObject({ label: v.string(), text: v.string() })),
  breaks: v.exactOptional(v.string()),
  beyond: v.array(v.strictObject({ grade: v.picklist(["impossible", "inaccurate"]), symptom: v.string(), count })),
  striking: v.array(
    v.strictObject({
      property: v.string(),
      beyond: v.boolean(),
      outcome: v.picklist(["not-a-number", "infinite", "zeros", "too-large", "wrong", "inaccurate"]),
      error: jsonNumber,
      row,
      cause: v.exactOptional(v.string()),
      fixture: v.exactOptional(v.string()),
    }),
  ),
  fingerprint: v.exactOptional(v.string()),
  timing: v.exactOptional(v.strictObject({ rows: count, cols: count, calls: count, microsecondsPerRow: v.number() })),
});

const schema = v.strictObject({
  schema: v.literal(scoreboardSchemaId),
  run: v.strictObject({ seed: v.string(), startedAt: v.string(), seconds: v.number(), node: v.string(), platform: v.string(), command: v.string(), version: v.string() }),
  entries: v.array(entry),
  absent: v.array(v.strictObject({ names: texts, why: v.string() })),
});

/** Throws a ReportError that names the file, the field and the fix. */
export function parseScoreboard(text: string, file: string): Scoreboard {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ReportError(file, "", "is not JSON; give a file that normfuzz scoreboard --json wrote", { cause });
  }
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new ReportError(file, v.getDotPath(issue) ?? "", `${plainText(issue.message.slice(0, 160))}; give a file that normfuzz scoreboard --json wrote, with this version`);
}
