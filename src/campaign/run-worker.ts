// One worker from its start to its end: what it says is handed on as it comes, and the call that does not return, ends the thread or exhausts
// its memory is told with its input.

import type { LossKind } from "../contract/call-lost.ts";
import type { Batch } from "../oracle/row.ts";
import { describeCrash, describeExit, ended, quietWorker } from "./quiet-worker.ts";
import { patienceFor } from "./patience.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./target.ts";
import { Watch, watchMemory } from "./watch.ts";
import type { LoadedImplementation, WorkerData, WorkerMessage, WorkerTask } from "./worker-protocol.ts";

export interface WorkerRun {
  readonly target: Target;
  readonly settings: Settings;
  readonly task: WorkerTask;
  /** Seconds that one call may take. */
  readonly callSeconds: number;
  readonly signal?: AbortSignal | undefined;
  /** `current` is the implementation at work. */
  readonly onMessage?: ((message: WorkerMessage, current: LoadedImplementation | undefined) => void) | undefined;
}

/** What a worker came to: its end, a loss at one implementation, or nothing. */
export interface WorkerOutcome {
  readonly loaded: readonly LoadedImplementation[];
  readonly lost?: { readonly index: number; readonly kind: LossKind; readonly how: string; readonly input: Batch | undefined; readonly traced: boolean } | undefined;
  /** The target could not be loaded. */
  readonly error?: string | undefined;
  readonly unavailable?: boolean;
}

export function runWorker({ target, settings, task, callSeconds, signal, onMessage }: WorkerRun): Promise<WorkerOutcome> {
  const watch = new Watch(watchMemory());
  const workerData: WorkerData = { target, settings, memory: watch.memory, callSeconds, task };
  const extension = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  const patience = patienceFor(target, callSeconds);
  const worker = quietWorker(new URL(`./worker${extension}`, import.meta.url), workerData);

  let loaded: readonly LoadedImplementation[] = [];
  let index = "index" in task ? task.index : "from" in task ? task.from : 0;
  const stop = () => watch.requestStop();
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();

  return new Promise<WorkerOutcome>((resolve) => {
    let settled = false;
    const settle = (outcome: Partial<WorkerOutcome>) => {
      if (settled) return;
      settled = true;
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
      void ended(worker, outcome.lost !== undefined).then(() => resolve({ loaded, ...outcome }));
    };
    const lose = (kind: LossKind, how: string) => {
      if (loaded.length === 0) settle({ error: `${target.label}: loading it ${how}` });
      else settle({ lost: { index, kind, how, input: watch.lastInput(), traced: watch.lastWasTraced() } });
    };
    const begun = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      if (watch.secondsUnderWay(now) > patience.callSeconds) lose("no-answer", `did not return within ${patience.callSeconds} s`);
      else if (loaded.length === 0 && now - begun > patience.loadSeconds * 1000) lose("no-answer", `did not finish within ${patience.loadSeconds} s`);
    }, 50);
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "loaded") loaded = message.implementations;
      if (message.kind === "begin") index = message.index;
      onMessage?.(message, loaded[index]);
      if (message.kind === "done") settle({});
      if (message.kind === "error") {
        settle({ error: message.ours ? `normfuzz failed on ${target.label}: ${message.message}` : message.message, unavailable: message.unavailable });
      }
    });
    worker.on("error", (error: Error) => lose("crash", describeCrash(error)));
    worker.on("exit", (code) => lose("crash", describeExit(code)));
  });
}
