// One judgement from beginning to end: call the implementation, make the further calls that the property asks for, check. A run, a
// shrink and a replay all judge through here, so that a counterexample means the same in all three.

import type { Batch } from "../oracle/row.ts";
import type { Contract } from "../bounds/contract.ts";
import { fitsFixed } from "./adapt.ts";
import type { Call } from "./call.ts";
import { isLoss } from "./call-lost.ts";
import type { LayerNormImplementation } from "./implementation.ts";
import { invoke } from "./invoke.ts";
import { invokeBackward } from "./invoke-backward.ts";
import type { Property } from "./property.ts";
import { skip, type Verdict, type Violated } from "./verdict.ts";

/** A verdict with the calls that it judges. */
export interface Trial {
  readonly call: Call;
  /** In the order of `property.derive`; empty when the property derives nothing or never got there. */
  readonly derived: readonly Call[];
  readonly verdict: Verdict;
}

const none: readonly Call[] = [];

/**
 * Judges one property on one batch. Answers at once when every call does, with a promise as soon as one does not. A `call` of this batch that was
 * made before is judged instead of a new one. A derived call that fails is a violation: its input is as valid as the batch.
 */
export function tryProperty(implementation: LayerNormImplementation, contract: Contract, property: Property, batch: Batch, call?: Call): Trial | Promise<Trial> {
  const first = call ?? callFor(implementation, contract, property, batch);
  return first instanceof Promise ? first.then((answered) => judge(implementation, property, answered)) : judge(implementation, property, first);
}

function callFor(implementation: LayerNormImplementation, contract: Contract, { pass }: Property, batch: Batch): Call | Promise<Call> {
  return pass === "backward" ? invokeBackward(implementation, contract, batch) : invoke(implementation, contract, batch);
}

/** The verdict alone of `tryProperty`, always a promise. */
export async function runTrial(implementation: LayerNormImplementation, contract: Contract, property: Property, batch: Batch, call?: Call): Promise<Verdict> {
  return (await tryProperty(implementation, contract, property, batch, call)).verdict;
}

function judge(implementation: LayerNormImplementation, property: Property, call: Call): Trial | Promise<Trial> {
  const { batch, contract } = call;
  if (!property.applies(batch, contract)) return { call, derived: none, verdict: skip };
  if (call.failure !== undefined && !property.judgesFailures) return { call, derived: none, verdict: skip };
  if (property.derive === undefined) return { call, derived: none, verdict: property.check(call, none) };
  const inputs = property.derive(batch, contract);
  const { fixed } = implementation;
  // An implementation with a built-in width or ε cannot be asked some of the further questions (twice the row, a scaled ε).
  if (fixed !== undefined && !inputs.every((input) => fitsFixed(input, fixed, contract.storage))) return { call, derived: none, verdict: skip };
  const answered: Call[] = [];
  let pending: (Call | Promise<Call>)[] | undefined;
  for (const input of inputs) {
    const one = callFor(implementation, contract, property, input);
    if (pending === undefined && one instanceof Promise) pending = [...answered];
    if (pending === undefined) answered.push(one as Call);
    else pending.push(one);
  }
  return pending === undefined ? finish(property, call, answered) : Promise.all(pending).then((derived) => finish(property, call, derived));
}

function finish(property: Property, call: Call, derived: readonly Call[]): Trial {
  for (let i = 0; i < derived.length; i++) {
    const { failure } = derived[i];
    if (failure === undefined || property.judgesFailures) continue;
    // A lost process is told by `answers`, with the input that lost it; of this property nothing is known.
    return { call, derived, verdict: isLoss(failure.kind) ? skip : unanswered(derived[i], i) };
  }
  return { call, derived, verdict: property.check(call, derived) };
}

function unanswered(call: Call, derived: number): Violated {
  return {
    kind: "violated",
    margin: Infinity,
    row: 0,
    column: -1,
    observed: NaN,
    tolerance: { value: 0, terms: [], source: "exact" },
    message: `no answer on a related input: ${call.failure?.message}`,
    derived,
  };
}
