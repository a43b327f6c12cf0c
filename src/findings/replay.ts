// Running a counterexample again. An open one must still reproduce, so that known failures are never merely skipped; a fixed one
// must hold for ever.

import { resolveContract } from "../contract/resolve.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { isolationOf } from "../contract/isolation.ts";
import type { Property } from "../contract/property.ts";
import { tryProperty } from "../contract/trial.ts";
import type { Counterexample, Example } from "./counterexample.ts";
import { explainedExample } from "./explained.ts";

/**
 * reproduces: violated with the recorded evidence, bit for bit. differs: violated, but at another place or with another value.
 * holds: no longer violated. skipped: the property does not apply, so the file says nothing (any more).
 */
export type ReplayOutcome = "reproduces" | "differs" | "holds" | "skipped";

export interface ExampleReplay {
  readonly outcome: ReplayOutcome;
  /** What happens now; absent unless violated. */
  readonly example?: Example | undefined;
  /** error / tolerance now; NaN when skipped. */
  readonly margin: number;
}

export interface Replay {
  readonly minimal: ExampleReplay;
  readonly worst?: ExampleReplay | undefined;
  /** Whether the run may go on: an open counterexample is still violated, a fixed one holds. */
  readonly asExpected: boolean;
  /** One line: what happened, and what to do about it. */
  readonly message: string;
}

export interface ReplayOptions {
  /** Whether what still happens is explained stage by stage, which takes one more call; absent: it is. */
  readonly stages?: boolean;
}

/**
 * Judges the recorded batches again with the property, under the contract that the implementation declares now. The property must
 * be the one that the counterexample names.
 */
export async function replay(counterexample: Counterexample, implementation: LayerNormImplementation, property: Property, options: ReplayOptions = {}): Promise<Replay> {
  const minimal = await replayExample(counterexample.minimal, implementation, property, options);
  const worst = counterexample.worst && (await replayExample(counterexample.worst, implementation, property, options));
  const asExpected = counterexample.status === "open" ? isViolated(minimal) : minimal.outcome === "holds" && (worst?.outcome ?? "holds") === "holds";
  return { minimal, worst, asExpected, message: messageOf(counterexample, minimal, worst) };
}

async function replayExample(recorded: Example, implementation: LayerNormImplementation, property: Property, { stages = true }: ReplayOptions): Promise<ExampleReplay> {
  const once = () => tryProperty(implementation, resolveContract(implementation), property, recorded.batch);
  let trial = await once();
  // What a program prints after an answer, and memory that it has damaged, show in the next call only.
  if (trial.verdict.kind === "holds" && trial.call.failure === undefined && isolationOf(implementation) !== undefined) trial = await once();
  const { verdict } = trial;
  if (verdict.kind === "skip") return { outcome: "skipped", margin: NaN };
  if (verdict.kind === "holds") return { outcome: "holds", margin: verdict.margin };
  const example = await explainedExample({ implementation: stages ? implementation : undefined, property: property.id, trial, verdict });
  return { outcome: sameEvidence(recorded, example) ? "reproduces" : "differs", example, margin: verdict.margin };
}

/** Same place, same value (0 and −0 alike: no LayerNorm promises the sign of a zero), same derived input. */
function sameEvidence(a: Example, b: Example): boolean {
  return a.row === b.row && a.column === b.column && a.derived === b.derived && (a.observed === b.observed || Object.is(a.observed, b.observed));
}

function isViolated({ outcome }: ExampleReplay): boolean {
  return outcome === "reproduces" || outcome === "differs";
}

function messageOf({ implementation, property, status }: Counterexample, minimal: ExampleReplay, worst: ExampleReplay | undefined): string {
  const subject = `${implementation} / ${property}`;
  if (status === "fixed") {
    const violated = [minimal, worst].find((one) => one !== undefined && isViolated(one));
    if (violated) return `${subject} is marked fixed and is violated again: ${violated.example?.message}`;
    if (minimal.outcome === "holds" && worst?.outcome !== "skipped") return `${subject} is fixed and holds`;
    return `${subject} is marked fixed and cannot be judged: the implementation gives no answer, or the property no longer applies`;
  }
  switch (minimal.outcome) {
    case "reproduces":
      return `${subject} is open and reproduces`;
    case "differs":
      return `${subject} is open and still violated, but differs from the record: ${minimal.example?.message}`;
    case "holds":
      return `${subject} no longer reproduces: set "status" to "fixed" in its file, so that it holds for ever`;
    case "skipped":
      return `${subject} cannot be judged: the implementation gives no answer, or the property no longer applies; delete the file, or find the row again`;
  }
}
