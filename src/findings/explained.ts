// A violated trial as an example that explains itself: the evidence, the model that fits, the cause by name, and every stage beside the
// exact one.

import type { LayerNormImplementation } from "../contract/implementation.ts";
import type { Trial } from "../contract/trial.ts";
import type { Violated } from "../contract/verdict.ts";
import { causeOf } from "./cause-of.ts";
import { type Example, exampleOf } from "./counterexample.ts";
import { callOf, diagnose } from "./explain.ts";
import { explainGradient } from "./gradient/explain-gradient.ts";
import { observe } from "./observe.ts";
import { stageTable } from "./tabulate-stages.ts";

export interface Explained {
  /** Absent: it is not called again, and its stages are those of a model. */
  readonly implementation?: LayerNormImplementation | undefined;
  /** id of the property that is violated. */
  readonly property: string;
  readonly trial: Trial;
  readonly verdict: Violated;
}

export async function explainedExample({ implementation, property, trial, verdict }: Explained): Promise<Example> {
  const call = callOf(trial, verdict);
  const { row, column } = verdict;
  if (call.batch.dy !== undefined) return { ...exampleOf(trial, verdict), ...(await explainGradient({ property, trial, verdict }, implementation)) };
  const observed = implementation && (await observe(implementation, call, row));
  const diagnosis = diagnose(trial, verdict, { observed });
  return {
    ...exampleOf(trial, verdict),
    explanation: diagnosis?.explanation,
    stages: stageTable({ call, row, column, diagnosis, observed }),
    cause: causeOf(property, trial, verdict, diagnosis),
  };
}
