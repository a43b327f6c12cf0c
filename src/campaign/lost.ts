// Results of runs that were lost: a target that cannot be loaded, and a kernel whose call did not come back.

import type { Batch } from "../oracle/row.ts";
import type { Counterexample } from "../findings/counterexample.ts";
import type { LossKind } from "../contract/call-lost.ts";
import { causeOfFailure } from "../findings/cause-of.ts";
import { everyProperty } from "./catalogue.ts";
import { provenance } from "./provenance.ts";
import type { ImplementationResult } from "./result.ts";
import type { Settings } from "./settings.ts";

/** A result with verdict "error" and nothing but its message. */
export function lostResult(implementation: string, error: string, unavailable = false): ImplementationResult {
  return {
    implementation,
    description: "",
    contract: undefined,
    verdict: "error",
    error,
    unavailable,
    interrupted: false,
    batches: 0,
    rows: 0,
    calls: 0,
    seconds: 0,
    properties: [],
    beyond: [],
    regressions: { replayed: 0, failures: [] },
  };
}

export interface Loss {
  readonly kind: LossKind;
  /** "did not return within 5 s": follows the name of the call. */
  readonly how: string;
  /** The smallest input it is known to happen on. */
  readonly input: Batch | undefined;
  readonly settings: Settings;
  readonly rowsTried: number;
}

/** What was called with the batch; without one, it was the pass that everybody has. */
export function callOf(batch: Batch | undefined): "forward" | "backward" {
  return batch?.dy === undefined ? "forward" : "backward";
}

/** The result of what had been seen until then, with `answers` (or `backward-answers`) violated by the call that was lost. */
export async function withoutAnswer(base: ImplementationResult, loss: Loss): Promise<ImplementationResult> {
  const call = callOf(loss.input);
  const { id: property, statement, why } = (await everyProperty()).find(({ judgesFailures, pass = "forward" }) => judgesFailures === true && pass === call)!;
  const before = base.properties.find((one) => one.property === property);
  const result = {
    property,
    statement,
    why,
    status: "fail",
    runs: (before?.runs ?? 0) + 1,
    margin: Number.POSITIVE_INFINITY,
    violations: (before?.violations ?? 0) + 1,
    causeCount: 1,
    looked: 1,
    counterexample: base.contract && loss.input && counterexampleOfLoss(base.implementation, base.contract, statement, { ...loss, input: loss.input, property, message: `${call} ${loss.how}`, engineVersion: base.version }),
  } as const;
  const properties = base.properties.some((one) => one.property === property)
    ? base.properties.map((one) => (one.property === property ? result : one))
    : [result, ...base.properties];
  return { ...base, verdict: "fail", error: `${call} ${loss.how}`, interrupted: false, properties };
}

export interface LossEvidence {
  /** id of the property: `answers` or `backward-answers`. */
  readonly property: string;
  readonly input: Batch;
  readonly kind: LossKind;
  readonly message: string;
  readonly settings: Settings;
  readonly rowsTried: number;
  readonly family?: string;
  readonly shrinks?: number;
  readonly engineVersion?: string | undefined;
}

/** The counterexample of a call that gave no outputs. */
export function counterexampleOfLoss(
  implementation: string,
  contract: NonNullable<ImplementationResult["contract"]>,
  statement: string,
  { property, input, kind, message, settings, rowsTried, family = "unknown", shrinks = 0, engineVersion }: LossEvidence,
): Counterexample {
  return {
    implementation,
    contract,
    property,
    statement,
    status: "open",
    minimal: {
      batch: input,
      row: 0,
      column: -1,
      observed: Number.NaN,
      tolerance: { value: 0, terms: [], source: "exact" },
      margin: Number.POSITIVE_INFINITY,
      message,
      cause: causeOfFailure(kind),
    },
    found: provenance({ seed: settings.seed, family, rowsTried, shrinks }, engineVersion),
  };
}
