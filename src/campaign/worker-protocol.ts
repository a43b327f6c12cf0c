// What a worker is told and what it answers. Everything here survives structured cloning.

import type { Replay } from "../findings/replay.ts";
import type { StoredFixture } from "../findings/store.ts";
import type { Batch } from "../oracle/row.ts";
import type { Fingerprint } from "./fingerprint/fingerprint.ts";
import type { HuntProgress } from "./hunt/hunt.ts";
import type { HuntResult, HuntSettings } from "./hunt/hunt-implementation.ts";
import type { ImplementationResult } from "./result.ts";
import type { CallTiming } from "./scoreboard/time-calls.ts";
import type { Settings } from "./settings.ts";
import type { Tally } from "./tally.ts";
import type { Target } from "./target.ts";
import type { WatchMemory } from "./watch.ts";

export type WorkerTask =
  /** Replay the fixtures on the implementation that they name. */
  | { readonly kind: "replay"; readonly fixtures: readonly StoredFixture[] }
  /** Run the implementations of the target from index `from` on. */
  | { readonly kind: "run"; readonly from: number }
  /** Shrink and explain what a run of implementation `index` had seen when it was lost. */
  | { readonly kind: "examine"; readonly index: number; readonly tally: Tally }
  /** Look for the worst rows of the implementations of the target from index `from` on. */
  | { readonly kind: "hunt"; readonly from: number; readonly settings: HuntSettings }
  /** Take the fingerprints of the implementations of the target from index `from` on. */
  | { readonly kind: "fingerprint"; readonly from: number }
  /** Time the calls of the implementations of the target from index `from` on. */
  | { readonly kind: "time"; readonly from: number }
  /** Call implementation `index` on everything simpler than `batch`: the supervisor waits for the call that does not return. */
  | { readonly kind: "probe"; readonly index: number; readonly batch: Batch };

export interface WorkerData {
  readonly target: Target;
  readonly settings: Settings;
  readonly memory: WatchMemory;
  /** Seconds that a call may take. */
  readonly callSeconds: number;
  readonly task: WorkerTask;
  /** The worker waits for further tasks when it is done with this one. */
  readonly kept: boolean;
}

/** Name and formats of a loaded implementation. */
export interface LoadedImplementation {
  readonly id: string;
  readonly description: string;
}

export type WorkerMessage =
  | { readonly kind: "loaded"; readonly implementations: readonly LoadedImplementation[] }
  | { readonly kind: "begin"; readonly index: number }
  | { readonly kind: "progress"; readonly tally: Tally; readonly seconds: number }
  /** All but the maps, which are computed next: what is kept when a call is lost there. */
  | { readonly kind: "judged"; readonly result: ImplementationResult }
  | { readonly kind: "result"; readonly result: ImplementationResult }
  /** `other`: how the engine here differs from the one of the record. */
  | { readonly kind: "replayed"; readonly fixture: StoredFixture; readonly replay: Replay; readonly other: string | undefined }
  | { readonly kind: "hunting"; readonly progress: HuntProgress }
  /** `lost`: how the program was lost in between, if it was. */
  | { readonly kind: "hunted"; readonly result: HuntResult; readonly lost?: string | undefined }
  | { readonly kind: "fingerprinted"; readonly fingerprint: Fingerprint }
  | { readonly kind: "timed"; readonly index: number; readonly timing: CallTiming | undefined }
  | { readonly kind: "done" }
  /** The target cannot be loaded, or normfuzz itself failed. */
  | { readonly kind: "error"; readonly message: string; readonly ours: boolean; readonly unavailable: boolean };
