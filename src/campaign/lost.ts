// Results of runs that were lost: a target that cannot be loaded, and a kernel whose call did not come back.

import type { Batch } from "../oracle/row.ts";
import type { Counterexample } from "../findings/counterexample.ts";
import { cause } from "../findings/causes.ts";
import { allProperties } from "./catalogue.ts";
import type { ImplementationResult } from "./result.ts";
import type { Settings } from "./settings.ts";
import { version } from "./version.ts";

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
  /** "did not return within 5 s": follows "forward". */
  readonly how: string;
  /** The smallest input it is known to happen on. */
  readonly input: Batch | undefined;
  readonly settings: Settings;
  readonly rowsTried: number;
}

/** The result of what had been seen until then, with `answers` violated by the call that was lost. */
export async function withoutAnswer(base: ImplementationResult, loss: Loss): Promise<ImplementationResult> {
  const { id: property, statement, why } = (await allProperties()).find(({ id }) => id === "answers")!;
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
    counterexample: base.contract && loss.input && counterexampleOfLoss(base.implementation, base.contract, statement, { ...loss, input: loss.input, message: `forward ${loss.how}` }),
  } as const;
  const properties = base.properties.some((one) => one.property === property)
    ? base.properties.map((one) => (one.property === property ? result : one))
    : [result, ...base.properties];
  return { ...base, verdict: "fail", error: `forward ${loss.how}`, interrupted: false, properties };
}

export interface LossEvidence {
  readonly input: Batch;
  readonly message: string;
  readonly settings: Settings;
  readonly rowsTried: number;
  readonly family?: string;
  readonly shrinks?: number;
}

/** The counterexample of a call that gave no outputs. */
export function counterexampleOfLoss(
  implementation: string,
  contract: NonNullable<ImplementationResult["contract"]>,
  statement: string,
  { input, message, settings, rowsTried, family = "unknown", shrinks = 0 }: LossEvidence,
): Counterexample {
  return {
    implementation,
    contract,
    property: "answers",
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
      cause: cause("no-answer"),
    },
    found: { seed: settings.seed, family, rowsTried, shrinks, version },
  };
}
