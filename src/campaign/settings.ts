// How long and how hard a run tries. Everything that a result depends on is in here, so that the same settings give the same rows.

import { callSecondsDefault } from "../engines/engine.ts";

export type Profile = "local" | "pr" | "nightly";

export interface Settings {
  /** Any text; the same text gives the same rows. */
  readonly seed: string;
  readonly profile: Profile;
  /** Batches per implementation. */
  readonly runs: number;
  /** Wall time per implementation after which no new batch is begun. A run it cuts short below `runsMin` counts as interrupted. */
  readonly seconds: number;
  /** ids of the properties to judge; absent: all. */
  readonly properties?: readonly string[] | undefined;
  /** Impossible values beyond the contract count as violations. */
  readonly strict: boolean;
  /** Fewest batches that make a verdict. */
  readonly runsMin: number;
  /** Largest rows × cols generated. */
  readonly elementsMax: number;
  /** Of the batches, the share that are neighbours of those that came nearest to a violation: 0 to 1. */
  readonly targetedShare: number;
  /** Calls that shrinking one counterexample may take. */
  readonly shrinkCalls: number;
  /** Whether implementations are asked for their own stages, with one more call of each row that is explained; absent: they are. */
  readonly stages?: boolean | undefined;
  /** Maps of the error are computed at the end, where the run is in a worker. */
  readonly maps: boolean;
  /** Seconds that one call may take before it counts as no answer. */
  readonly callSeconds: number;
  /** Folder of regression fixtures; absent: none are looked at. */
  readonly regressions?: string | undefined;
  /** Folder of records of proofs; absent: none are looked at. */
  readonly proofs?: string | undefined;
  /** Open fixtures are expected to reproduce: they are reported as known and do not fail the run. */
  readonly expectKnown: boolean;
}

const common = { strict: false, runsMin: 500, elementsMax: 4100, targetedShare: 2 / 3, shrinkCalls: 3000, maps: true, callSeconds: callSecondsDefault, regressions: "regressions" } as const;

/** pr: the same rows every time, for CI. nightly: fresh rows, long. local: fresh rows, seconds. */
export const profiles: Readonly<Record<Profile, Omit<Settings, "seed">>> = {
  local: { ...common, profile: "local", runs: 16_000, seconds: 8, expectKnown: false },
  pr: { ...common, profile: "pr", runs: 16_000, seconds: 30, expectKnown: true },
  nightly: { ...common, profile: "nightly", runs: 2_000_000, seconds: 600, expectKnown: true },
};

/** The seed of profile "pr". */
export const fixedSeed = "2026";
