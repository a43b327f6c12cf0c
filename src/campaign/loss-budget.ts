// What losses of a program may cost a run: the time of a call that hangs is not taken from the search, but there is an end to it, as there is to the
// search for the smallest row.

import type { Isolation } from "../contract/isolation.ts";
import type { Settings } from "./settings.ts";

export interface LossBudget {
  /** Seconds lost so far, that the search is given back. */
  readonly secondsForgiven: () => number;
  /** Nothing new is to be tried. */
  readonly spent: () => boolean;
  /** A call did not return. */
  readonly hung: () => boolean;
}

type Time = Pick<Settings, "seconds" | "callSeconds">;

/** Losses after which a search ends with what was found, however little they cost. */
const lossesMax = 100;
/** Whatever the time of a run: losses are no reason to wait for longer. */
const secondsMax = 60;
const shrinkSecondsMax = 15;

/** Counts from now on. A search may lose as much time as it has, and at least two calls that hang. */
export function lossBudget(isolation: Isolation | undefined, { seconds, callSeconds }: Time): LossBudget {
  if (isolation === undefined) return { secondsForgiven: () => 0, spent: () => false, hung: () => false };
  const { losses, secondsLost, hangs } = isolation;
  const secondsAllowed = Math.max(2 * callSeconds, Math.min(seconds, secondsMax));
  return {
    secondsForgiven: () => isolation.secondsLost - secondsLost,
    spent: () => isolation.gone !== undefined || isolation.losses - losses >= lossesMax || isolation.secondsLost - secondsLost >= secondsAllowed,
    hung: () => isolation.hangs > hangs,
  };
}

/** Seconds for the search for the smallest row that loses the program: at least two calls that hang, and some that are given up sooner. */
export function shrinkSeconds({ seconds, callSeconds }: Time): number {
  return Math.max(3 * callSeconds, Math.min(seconds, shrinkSecondsMax));
}

/** Ends the shrinking of another property when candidates that lose the program have cost too much; counts from now on. */
export function lossesExpire(isolation: Isolation, time: Time): () => boolean {
  const before = isolation.secondsLost;
  return () => isolation.gone !== undefined || isolation.secondsLost - before > shrinkSeconds(time) / 3;
}
