// What a run may know of an implementation that lives in a process of its own: such a process can be lost with a call and started again, and
// the run goes on. It is kept under a symbol, so that it is no part of the plug-in contract and survives the copying of the object.

import type { LayerNormImplementation } from "./implementation.ts";

export interface Isolation {
  /** How often the process was lost. */
  readonly losses: number;
  /** Seconds that went into calls that were lost and into starting again. */
  readonly secondsLost: number;
  /** Why it cannot be started any more. */
  readonly gone: string | undefined;
  /** What the last loss was: follows the name of the call. */
  readonly lastLoss: string | undefined;
  /** Calls that did not return within the time limit. */
  readonly hangs: number;
  /** Each loss may have had its cause outside the program: a machine that stood still, a signal that only others send. */
  readonly excusable: boolean;
  /** Seconds that a call may take, from the next one on. */
  callSeconds: number;
  /** Calls are given up after a second: for a search that knows already that some do not return. */
  impatient: boolean;
  /** Ends the process, so that the next call meets a fresh one. */
  renew(): Promise<void>;
}

const key = Symbol("isolation");

export function withIsolation(implementation: LayerNormImplementation, isolation: Isolation): LayerNormImplementation {
  return Object.assign(implementation, { [key]: isolation });
}

/** undefined for an implementation that runs in our own process. */
export function isolationOf(implementation: LayerNormImplementation): Isolation | undefined {
  return (implementation as { readonly [key]?: Isolation })[key];
}
