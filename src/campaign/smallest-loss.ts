// From a batch with which a program was lost to the smallest one with which it still is: the row is found by bisection, then its values are made
// simpler. Every candidate that loses it costs a new process, so there is a time limit.

import type { Contract } from "../bounds/contract.ts";
import { fitsFixed } from "../contract/adapt.ts";
import { isLoss, type LossKind } from "../contract/call-lost.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { invoke } from "../contract/invoke.ts";
import { invokeBackward } from "../contract/invoke-backward.ts";
import type { Isolation } from "../contract/isolation.ts";
import type { Batch } from "../oracle/row.ts";
import { bisectRows } from "../rows/bisect-rows.ts";
import { type Place, simplerCandidates } from "../rows/simpler.ts";

export interface LossSearch {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly isolation: Isolation;
  readonly batch: Batch;
  /** Seconds that it may take, about, where calls do not return. */
  readonly secondsMax: number;
}

export interface SmallestLoss {
  readonly batch: Batch;
  readonly kind: LossKind;
  /** "forward crashed: …" */
  readonly message: string;
  readonly shrinks: number;
}

interface Loss {
  readonly kind: LossKind;
  readonly message: string;
}

/** Processes that the search may cost, and seconds in any case. */
const lossesMax = 60;
const secondsMaxAny = 60;
/** Seconds that a candidate may take, where the call is one that does not return. */
const probeSeconds = 1;

/** undefined when the program is not lost with the batch again, in a process that has seen nothing else. */
export async function smallestLoss({ implementation, contract, isolation, batch, secondsMax }: LossSearch): Promise<SmallestLoss | undefined> {
  const { callSeconds } = isolation;
  await isolation.renew();
  const first = await lossOn(batch);
  if (first === undefined) return undefined;
  const { kind } = first;
  const { fixed } = implementation;
  // A process that ends is soon replaced: how far the search goes then does not depend on the machine, but on one that hardly moves.
  const deadline = performance.now() + 1000 * (kind === "no-answer" ? secondsMax : secondsMaxAny);
  const until = isolation.losses + lossesMax;
  const over = () => performance.now() >= deadline || isolation.losses >= until || isolation.gone !== undefined;
  let shrinks = 0;
  let smallest = batch;
  let message = first.message;
  const isLost = async (candidate: Batch) => {
    if (over() || (fixed !== undefined && !fitsFixed(candidate, fixed, contract.storage))) return false;
    const loss = await lossOn(candidate);
    if (loss?.kind !== kind) return false;
    message = loss.message;
    return true;
  };
  try {
    if (kind === "no-answer") isolation.callSeconds = Math.min(probeSeconds, callSeconds);
    smallest = await bisectRows(batch, isLost);
    if (smallest !== batch) shrinks++;
    for (let place: Place | undefined, found = true; found; ) {
      found = false;
      for (const candidate of simplerCandidates(smallest, contract.storage, place)) {
        if (over()) break;
        if (!(await isLost(candidate.batch))) continue;
        ({ batch: smallest, place } = candidate);
        shrinks++;
        found = true;
        break;
      }
    }
  } finally {
    isolation.callSeconds = callSeconds;
  }
  // A call that is merely slow is lost only to the shorter limit.
  const confirmed = kind === "no-answer" && smallest !== batch ? await lossOn(smallest) : { kind, message };
  return confirmed?.kind === kind ? { batch: smallest, kind, message: confirmed.message, shrinks } : { batch, kind, message: first.message, shrinks: 0 };

  /** Made twice: what comes after an answer, and memory that was damaged, show in the next call only. */
  async function lossOn(candidate: Batch): Promise<Loss | undefined> {
    for (let time = 0; time < 2; time++) {
      const { failure } = await (candidate.dy === undefined ? invoke : invokeBackward)(implementation, contract, candidate);
      if (failure !== undefined) return isLoss(failure.kind) ? (failure as Loss) : undefined;
    }
    return undefined;
  }
}
