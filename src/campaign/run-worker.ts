// One worker from its start to its end: what it says is handed on as it comes, and the call that does not return, ends the thread or exhausts
// its memory is told with its input.

import type { Worker } from "node:worker_threads";
import type { LossKind } from "../contract/call-lost.ts";
import type { Batch } from "../oracle/row.ts";
import { describeCrash, describeExit, ended, quietWorker } from "./quiet-worker.ts";
import { patienceFor } from "./patience.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./target.ts";
import type { WarmWorkers } from "./warm-workers.ts";
import { Watch, watchMemory } from "./watch.ts";
import type { LoadedImplementation, WorkerData, WorkerMessage, WorkerTask } from "./worker-protocol.ts";

export interface WorkerRun {
  readonly target: Target;
  readonly settings: Settings;
  readonly task: WorkerTask;
  /** Seconds that one call may take. */
  readonly callSeconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Where workers of built-ins come from and go to. */
  readonly warm?: WarmWorkers | undefined;
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

export function runWorker({ target, settings, task, callSeconds, signal, warm, onMessage }: WorkerRun): Promise<WorkerOutcome> {
  const watch = new Watch(watchMemory());
  const keeper = target.kind === "builtin" ? warm : undefined;
  const workerData: WorkerData = { target, settings, memory: watch.memory, callSeconds, task, kept: keeper !== undefined };
  const patience = patienceFor(target, callSeconds);
  const worker = begin(workerData, keeper);

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
      const done = () => resolve({ loaded, ...outcome });
      if (keeper === undefined || outcome.lost !== undefined || outcome.error !== undefined) return void ended(worker, outcome.lost !== undefined).then(done);
      for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
      keeper.keep(worker);
      done();
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

/** A warm worker is told what to do; a new one starts with it. */
function begin(workerData: WorkerData, keeper: WarmWorkers | undefined): Worker {
  const warm = keeper?.take();
  warm?.postMessage(workerData);
  const extension = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  return warm ?? quietWorker(new URL(`./worker${extension}`, import.meta.url), workerData);
}
