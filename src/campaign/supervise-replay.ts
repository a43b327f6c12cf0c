// Replays fixtures in workers: a fixture whose call does not come back must not keep the others from theirs.

import type { Replay } from "../findings/replay.ts";
import type { StoredFixture } from "../findings/store.ts";
import { runWorker } from "./run-worker.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./target.ts";

export interface ReplayedFixture {
  readonly fixture: StoredFixture;
  readonly replay: Replay;
  /** How the engine here differs from the one of the record: nothing is expected of it then. */
  readonly other?: string | undefined;
}

export interface ReplayOutcome {
  readonly replays: readonly ReplayedFixture[];
  /** Which fixture's call did not come back, and how. */
  readonly lost: readonly { readonly fixture: StoredFixture; readonly how: string }[];
  /** The target could not be loaded, for people. */
  readonly error?: string | undefined;
  /** … because the engine is not installed. */
  readonly unavailable?: boolean | undefined;
}

/** Fixtures of one target. Those after one that was lost are replayed in a new worker. */
export async function superviseReplay(
  { target, settings, signal }: { readonly target: Target; readonly settings: Settings; readonly signal?: AbortSignal },
  fixtures: readonly StoredFixture[],
): Promise<ReplayOutcome> {
  const replays: ReplayedFixture[] = [];
  const lost: { fixture: StoredFixture; how: string }[] = [];
  let stages = settings.stages;
  for (let left = fixtures; left.length > 0; ) {
    const before = replays.length;
    const outcome = await runWorker({
      target,
      settings: { ...settings, stages },
      signal,
      task: { kind: "replay", fixtures: left },
      callSeconds: settings.callSeconds,
      onMessage(message) {
        if (message.kind === "replayed") replays.push({ fixture: message.fixture, replay: message.replay, other: message.other });
      },
    });
    if (outcome.error !== undefined) return { replays, lost, error: outcome.error, unavailable: outcome.unavailable };
    if (outcome.lost === undefined) break;
    const done = replays.length - before;
    // Lost, it may be, only where it was asked for its stages or for further gradients: the others, and this one again, are replayed without asking.
    if ((outcome.lost.traced || left[done]!.counterexample.minimal.batch.dy !== undefined) && stages !== false) {
      stages = false;
      left = left.slice(done);
      continue;
    }
    lost.push({ fixture: left[done]!, how: outcome.lost.how });
    left = left.slice(done + 1);
  }
  return { replays, lost };
}
