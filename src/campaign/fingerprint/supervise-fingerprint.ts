// Fingerprints are taken in a worker, so that a kernel that never returns costs its own only.

import { runWorker } from "../run-worker.ts";
import { profiles } from "../settings.ts";
import type { Target } from "../target.ts";
import type { Fingerprint } from "./fingerprint.ts";

export interface FingerprintOutcome {
  readonly fingerprints: readonly Fingerprint[];
  /** Implementations whose call did not come back, and how: "did not return within 5 s". */
  readonly lost: readonly { readonly implementation: string; readonly how: string }[];
  /** The target could not be loaded, for people. */
  readonly error?: string | undefined;
}

export async function superviseFingerprint(target: Target, { callSeconds, signal }: { callSeconds: number; signal?: AbortSignal }): Promise<FingerprintOutcome> {
  const fingerprints: Fingerprint[] = [];
  const lost: { implementation: string; how: string }[] = [];
  for (let from = 0; ; ) {
    const outcome = await runWorker({
      target,
      settings: { ...profiles.local, seed: "" },
      signal,
      task: { kind: "fingerprint", from },
      callSeconds,
      onMessage(message) {
        if (message.kind === "fingerprinted") fingerprints.push(message.fingerprint);
      },
    });
    if (outcome.error !== undefined || outcome.lost === undefined) return { fingerprints, lost, error: outcome.error };
    const { index, how } = outcome.lost;
    lost.push({ implementation: outcome.loaded[index]!.id, how });
    from = index + 1;
    if (from >= outcome.loaded.length) return { fingerprints, lost };
  }
}
