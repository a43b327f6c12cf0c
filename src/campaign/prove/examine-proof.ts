// From the rows that a proof found violated to counterexamples as `verify` gives them: shrunk, explained, and each of them decided once
// more by exact integers.

import type { Counterexample, Example } from "../../findings/counterexample.ts";
import { integerAnswer } from "../../oracle/integer.ts";
import { type Batch, rowOf } from "../../oracle/row.ts";
import { withoutAnswer } from "../lost.ts";
import type { ImplementationResult } from "../result.ts";
import { profiles, type Settings } from "../settings.ts";
import { shrinkLoss, superviseExamination } from "../supervise.ts";
import { emptyTally, type Sighting, type Tally } from "../tally.ts";
import type { Target } from "../target.ts";
import type { Unanswered } from "./prove.ts";
import type { ProofTally, Seen } from "./tally.ts";

export interface Examination {
  readonly target: Target;
  readonly tally: ProofTally;
  readonly unanswered: Unanswered | undefined;
  readonly eps: number;
  readonly callSeconds: number;
}

/** Undefined where there is nothing to examine, or the kernel is lost again. Throws where the integers do not confirm a violation. */
export async function examineProof({ target, tally, unanswered, eps, callSeconds }: Examination): Promise<ImplementationResult | undefined> {
  const properties = Object.keys(tally.violations);
  if (properties.length === 0 && unanswered === undefined) return undefined;
  const settings: Settings = { ...profiles.local, seed: "proof", callSeconds, properties: [...properties, "answers"] };
  const supervision = { target, settings };
  const result = await superviseExamination(supervision, 0, sightings(tally, eps, unanswered));
  for (const { counterexample } of result?.properties ?? []) if (counterexample) confirm(counterexample);
  if (result === undefined || unanswered === undefined || !unanswered.lost) return result;
  const input = unanswered.batch && (await shrinkLoss(supervision, 0, unanswered.batch));
  return withoutAnswer(result, { kind: "no-answer", how: unanswered.message.replace(/^forward /, ""), input, settings, rowsTried: tally.rows });
}

function sightings(tally: ProofTally, eps: number, unanswered: Unanswered | undefined): Tally {
  const { rows, violations } = tally;
  const sighting = (batch: Batch, margin: number): Sighting => ({ batch, family: "every row", rowsTried: rows, margin });
  const single = ({ x }: Seen): Batch => ({ rows: 1, cols: x.length, x: Float64Array.from(x), eps });
  const seen = emptyTally([]);
  for (const [property, found] of Object.entries(violations)) {
    const { first, worst, worstMargin } = found;
    seen.properties.set(property, { runs: rows, violations: found.rows, margin: worstMargin, simplest: sighting(single(first), worstMargin), worst: sighting(single(worst), worstMargin) });
  }
  if (unanswered?.batch && !unanswered.lost) {
    seen.properties.set("answers", { runs: 1, violations: 1, margin: Infinity, simplest: sighting(unanswered.batch, Infinity) });
  }
  return { ...seen, rows };
}

function confirm({ property, implementation, minimal, worst }: Counterexample): void {
  if (property !== "oracle-agreement") return;
  for (const example of [minimal, worst]) {
    if (example !== undefined && !confirmedByIntegers(example)) {
      throw new Error(`${implementation} was accused of ${property}, but exact integers do not confirm it: ${example.message}; x = [${example.batch.x}]`);
    }
  }
}

/** Whether the exact integers put the observed value beyond the tolerance as well. */
function confirmedByIntegers({ batch, row, column, observed, tolerance }: Example): boolean {
  const answer = integerAnswer(rowOf(batch, row));
  if (answer === undefined) return false;
  const error = Math.abs(observed - answer.y[column] - answer.yLow[column]);
  return !(error <= tolerance.value + answer.yError[column]);
}
