// How often a program may be lost in one exploration, and what that costs it: the time of a call that hangs is not taken from the search, but
// there is an end to it.

import type { Isolation } from "../contract/isolation.ts";

/** Losses after which the search ends, with what was found. */
export const lossesMax = 20;
/** Seconds of losses that the search is given back. */
const secondsForgivenMax = 30;

export interface LossBudget {
  readonly secondsForgiven: () => number;
  /** Nothing new is to be tried. */
  readonly spent: () => boolean;
}

/** Counts from now on. */
export function lossBudget(isolation: Isolation | undefined): LossBudget {
  if (isolation === undefined) return { secondsForgiven: () => 0, spent: () => false };
  const { losses, secondsLost } = isolation;
  return {
    secondsForgiven: () => Math.min(secondsForgivenMax, isolation.secondsLost - secondsLost),
    spent: () => isolation.gone !== undefined || isolation.losses - losses >= lossesMax,
  };
}
