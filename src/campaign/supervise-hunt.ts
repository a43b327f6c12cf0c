// Hunts in a worker, so that a kernel that never returns costs its own hunt only.

import type { Batch } from "../oracle/row.ts";
import type { HuntProgress } from "./hunt/hunt.ts";
import type { HuntResult, HuntSettings } from "./hunt/hunt-implementation.ts";
import { runWorker } from "./run-worker.ts";
import { profiles } from "./settings.ts";
import type { Target } from "./target.ts";

export interface HuntSupervision {
  readonly target: Target;
  readonly settings: HuntSettings;
  readonly callSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: HuntProgress & { readonly implementation: string }) => void) | undefined;
}

export interface HuntOutcome {
  readonly results: readonly HuntResult[];
  /** Implementations whose call did not come back: how, and on what. */
  readonly lost: readonly { readonly implementation: string; readonly how: string; readonly input: Batch | undefined }[];
  /** The target could not be loaded, for people. */
  readonly error?: string | undefined;
}

export async function superviseHunt({ target, settings, callSeconds, signal, onProgress }: HuntSupervision): Promise<HuntOutcome> {
  const results: HuntResult[] = [];
  const lost: { implementation: string; how: string; input: Batch | undefined }[] = [];
  for (let from = 0; ; ) {
    const outcome = await runWorker({
      target,
      settings: { ...profiles.local, seed: settings.seed },
      signal,
      task: { kind: "hunt", from, settings },
      callSeconds,
      onMessage(message, current) {
        if (message.kind === "hunting") onProgress?.({ ...message.progress, implementation: current!.id });
        else if (message.kind === "hunted") {
          results.push(message.result);
          // A program was started again, and the hunt went on.
          if (message.lost !== undefined) lost.push({ implementation: message.result.implementation, how: message.lost, input: undefined });
        }
      },
    });
    if (outcome.error !== undefined) return { results, lost, error: outcome.error };
    if (outcome.lost === undefined) return { results, lost };
    const { index, how, input } = outcome.lost;
    lost.push({ implementation: outcome.loaded[index]!.id, how, input });
    from = index + 1;
    if (from >= outcome.loaded.length) return { results, lost };
  }
}
