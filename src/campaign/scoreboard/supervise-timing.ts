// Times calls in a worker, alone: what runs beside it would be timed as well.

import { runWorker } from "../run-worker.ts";
import { profiles } from "../settings.ts";
import type { Target } from "../target.ts";
import type { CallTiming } from "./time-calls.ts";

/** By id of the implementation; without those whose call failed or did not come back. */
export async function superviseTiming(target: Target, { callSeconds, signal }: { readonly callSeconds: number; readonly signal?: AbortSignal | undefined }): Promise<ReadonlyMap<string, CallTiming>> {
  const timings = new Map<string, CallTiming>();
  for (let from = 0; ; ) {
    const { loaded, lost } = await runWorker({
      target,
      settings: { ...profiles.local, seed: "" },
      signal,
      task: { kind: "time", from },
      callSeconds,
      onMessage(message, current) {
        if (message.kind === "timed" && message.timing !== undefined) timings.set(current!.id, message.timing);
      },
    });
    if (lost === undefined || lost.index + 1 >= loaded.length) return timings;
    from = lost.index + 1;
  }
}
