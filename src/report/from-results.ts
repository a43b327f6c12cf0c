// From what a campaign found to the model that reports are drawn from: numbers become JSON-safe, rows become bits and decimals.

import type { BeyondResult as FoundBeyond, ImplementationResult as Found, PropertyResult as FoundProperty } from "../campaign/result.ts";
import type { CheckedProof } from "../campaign/prove/check-proofs.ts";
import { contractOf, type Counterexample } from "../findings/counterexample.ts";
import { exampleJson } from "../findings/example-json.ts";
import { jsonNumber } from "../findings/json-number.ts";
import type { BeyondResult, Evidence, ImplementationResult, ProofResult, PropertyResult } from "./model.ts";
import { proofSentence } from "./proof-text.ts";

/** Where a counterexample's fixture went: a file, or its text where no file was written. */
export interface Kept {
  readonly fixture?: string | undefined;
  readonly fixtureText?: string | undefined;
  readonly replay?: string | undefined;
}

/** Characters of a description or an error: others write them, and a report is read by people. */
const textMax = 2000;

/** The result for the report; `kept` says what became of each counterexample. */
export function reportedResult(found: Found, kept: (counterexample: Counterexample) => Kept, source?: ImplementationResult["source"]): ImplementationResult {
  return {
    implementation: clipped(found.implementation),
    description: clipped(found.description),
    source,
    contract: found.contract,
    verdict: found.verdict,
    error: found.error && clipped(found.error),
    rows: found.rows,
    rowsPerSecond: found.seconds > 0 ? Math.round(found.rows / found.seconds) : 0,
    seconds: Number(found.seconds.toFixed(3)),
    properties: found.properties.map((property) => reportedProperty(property, kept)),
    beyond: found.beyond.map((beyond) => reportedBeyond(beyond, kept)),
    maps: found.maps,
    sensitivity: found.sensitivity,
    regressions: found.regressions,
    ...(found.proofs?.proofs.length ? { proofs: found.proofs.proofs.map(reportedProof) } : {}),
    ...(found.proofs?.errors.length ? { proofErrors: found.proofs.errors } : {}),
  };
}

function clipped(text: string): string {
  return text.length <= textMax ? text : `${text.slice(0, textMax - 1)}…`;
}

function reportedProof({ record, stale }: CheckedProof): ProofResult {
  const { verdict, format, cols, eps, tally } = record;
  const { rows, proved, violated, beyond } = tally;
  return { statement: proofSentence(record), verdict, stale, format, cols, eps, rows, proved, violated, beyond };
}

function reportedProperty(found: FoundProperty, kept: (counterexample: Counterexample) => Kept): PropertyResult {
  const { property, statement, why, status, runs, margin, violations, counterexample, causeCount, looked, others, fixture } = found;
  const evidence = counterexample ? evidenceOf(counterexample, kept(counterexample), causeCount) : {};
  return {
    property,
    statement,
    why,
    status,
    runs,
    margin: margin === undefined ? null : jsonNumber(margin),
    ...(violations > 0 ? { violations, looked } : {}),
    ...evidence,
    ...(fixture === undefined ? {} : { fixture }),
    ...(others?.length ? { others: others.map((other) => evidenceOf(other.counterexample, kept(other.counterexample), other.causeCount)) } : {}),
  };
}

function reportedBeyond({ grade, symptom, count, counterexample }: FoundBeyond, kept: (counterexample: Counterexample) => Kept): BeyondResult {
  return { grade, symptom, count, message: counterexample.minimal.message, ...evidenceOf(counterexample, kept(counterexample)) };
}

function evidenceOf({ minimal, worst, contract, found }: Counterexample, { fixture, fixtureText, replay }: Kept, causeCount?: number): Evidence {
  const { storage } = contractOf(contract);
  const { seed, family, rowsTried, shrinks } = found;
  return {
    minimal: exampleJson(minimal, storage),
    worst: worst && exampleJson(worst, storage),
    fixture,
    fixtureText,
    replay,
    cause: minimal.cause,
    causeCount,
    found: { seed, family, rowsTried, shrinks },
  };
}
