// Runs a target in a worker and sees it through: a call that does not return, a kernel that ends the thread or exhausts its memory
// becomes a violation of `answers` with its input, and what was found before it is kept.

import { Worker } from "node:worker_threads";
import type { Replay } from "../findings/replay.ts";
import type { StoredFixture } from "../findings/store.ts";
import type { Batch } from "../oracle/row.ts";
import { lostResult, withoutAnswer } from "./lost.ts";
import type { ImplementationResult } from "./result.ts";
import type { Settings } from "./settings.ts";
import { emptyTally, type Tally } from "./tally.ts";
import type { Target } from "./target.ts";
import { Watch, watchMemory } from "./watch.ts";
import type { LoadedImplementation, WorkerData, WorkerMessage, WorkerTask } from "./worker-protocol.ts";

export interface Progress {
  readonly implementation: string;
  readonly tally: Tally;
  readonly seconds: number;
}

export interface Supervision {
  readonly target: Target;
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onResult?: ((result: ImplementationResult) => void) | undefined;
}

/** What a worker came to: all results, or a loss at one implementation. */
interface Outcome {
  readonly results: ImplementationResult[];
  readonly loaded: readonly LoadedImplementation[];
  readonly lost?: { readonly index: number; readonly how: string; readonly input: Batch | undefined; readonly tally: Tally } | undefined;
  readonly replays: ReplayedFixture[];
  /** The target could not be loaded. */
  readonly error?: string | undefined;
  readonly unavailable?: boolean;
}

export interface ReplayedFixture {
  readonly fixture: StoredFixture;
  readonly replay: Replay;
}

/** Seconds that one candidate may take while the input of a call that did not return is shrunk, and that all of them may. */
const probeSeconds = 1;
const probeSecondsAll = 15;
/** Heap of a worker. */
export const memoryMegabytes = 4096;

/** Results in the order of the target's implementations; one with verdict "error" when it cannot be loaded. */
export async function supervise(supervision: Supervision): Promise<ImplementationResult[]> {
  const results: ImplementationResult[] = [];
  const { target, settings, onResult } = supervision;
  const add = (result: ImplementationResult) => {
    results.push(result);
    onResult?.(result);
  };
  for (let from = 0; ; ) {
    const outcome = await runWorker(supervision, { kind: "run", from }, settings.callSeconds, add);
    if (outcome.error !== undefined) {
      add(lostResult(target.label, outcome.error, outcome.unavailable));
      return results;
    }
    if (outcome.lost === undefined) return results;
    const { index, how, input, tally } = outcome.lost;
    const implementation = outcome.loaded[index]!;
    const smallest = input && (await shrinkLoss(supervision, index, input));
    const examined = await runWorker({ ...supervision, onProgress: undefined }, { kind: "examine", index, tally }, settings.callSeconds);
    const base = examined.results[0] ?? { ...lostResult(implementation.id, ""), description: implementation.description, batches: tally.batches, rows: tally.rows };
    add(await withoutAnswer(base, { how, input: smallest, settings, rowsTried: tally.rows }));
    from = index + 1;
    if (from >= outcome.loaded.length) return results;
  }
}

/**
 * Replays fixtures of one target in a worker. `lost` says which fixture's call did not come back, and how; the ones after it are
 * replayed in a new worker. Throws a PluginError-like message as `error`.
 */
export async function superviseReplay(supervision: Supervision, fixtures: readonly StoredFixture[]): Promise<{ replays: ReplayedFixture[]; lost: { fixture: StoredFixture; how: string }[]; error?: string }> {
  const replays: ReplayedFixture[] = [];
  const lost: { fixture: StoredFixture; how: string }[] = [];
  for (let left = fixtures; left.length > 0; ) {
    const outcome = await runWorker(supervision, { kind: "replay", fixtures: left }, supervision.settings.callSeconds);
    replays.push(...outcome.replays);
    if (outcome.error !== undefined) return { replays, lost, error: outcome.error };
    if (outcome.lost === undefined) break;
    const done = outcome.replays.length;
    lost.push({ fixture: left[done]!, how: outcome.lost.how });
    left = left.slice(done + 1);
  }
  return { replays, lost };
}

/** Shrinks and explains what was seen of implementation `index`, in a worker; undefined where that worker is lost as well. */
export async function superviseExamination(supervision: Supervision, index: number, tally: Tally): Promise<ImplementationResult | undefined> {
  const { results } = await runWorker(supervision, { kind: "examine", index, tally }, supervision.settings.callSeconds);
  return results[0];
}

/** The smallest input on which the call is still lost, as far as the time for it goes. */
export async function shrinkLoss(supervision: Supervision, index: number, input: Batch): Promise<Batch> {
  let smallest = input;
  const deadline = performance.now() + probeSecondsAll * 1000;
  while (performance.now() < deadline) {
    const limit = Math.min(probeSeconds, supervision.settings.callSeconds);
    const outcome = await runWorker({ ...supervision, onProgress: undefined }, { kind: "probe", index, batch: smallest }, limit);
    if (outcome.lost?.input === undefined) break;
    smallest = outcome.lost.input;
  }
  return smallest;
}

function runWorker(supervision: Supervision, task: WorkerTask, callSeconds: number, onResult?: (result: ImplementationResult) => void): Promise<Outcome> {
  const { target, settings, signal, onProgress } = supervision;
  const watch = new Watch(watchMemory());
  const workerData: WorkerData = { target, settings, memory: watch.memory, task };
  const extension = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  const worker = new Worker(new URL(`./worker${extension}`, import.meta.url), {
    workerData,
    // What a kernel prints is its own business: it must not mix with our output.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  worker.stdout.resume();
  worker.stderr.resume();

  let loaded: readonly LoadedImplementation[] = [];
  const results: ImplementationResult[] = [];
  const replays: ReplayedFixture[] = [];
  let index = task.kind === "run" ? task.from : task.kind === "replay" ? 0 : task.index;
  let tally: Tally = task.kind === "examine" ? task.tally : emptyTally([]);
  const stop = () => watch.requestStop();
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();

  return new Promise<Outcome>((resolve) => {
    let settled = false;
    const settle = (outcome: Partial<Outcome>) => {
      if (settled) return;
      settled = true;
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
      void ended(worker, outcome.lost !== undefined).then(() => resolve({ results, replays, loaded, ...outcome }));
    };
    const lose = (how: string) => {
      if (loaded.length === 0) settle({ error: `${target.label}: loading it ${how}` });
      else settle({ lost: { index, how, input: watch.lastInput(), tally } });
    };
    const begun = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      if (watch.secondsUnderWay(now) > callSeconds) lose(`did not return within ${callSeconds} s`);
      else if (loaded.length === 0 && now - begun > loadSeconds * 1000) lose(`did not finish within ${loadSeconds} s`);
    }, 50);
    worker.on("message", (message: WorkerMessage) => {
      switch (message.kind) {
        case "loaded":
          loaded = message.implementations;
          break;
        case "begin":
          index = message.index;
          if (task.kind === "run") tally = emptyTally([]);
          break;
        case "progress":
          tally = message.tally;
          onProgress?.({ implementation: loaded[index]!.id, tally, seconds: message.seconds });
          break;
        case "result":
          results.push(message.result);
          onResult?.(message.result);
          break;
        case "replayed":
          replays.push({ fixture: message.fixture, replay: message.replay });
          break;
        case "error":
          settle({ error: message.ours ? `normfuzz failed on ${target.label}: ${message.message}` : message.message, unavailable: message.unavailable });
          break;
        case "done":
          settle({});
      }
    });
    worker.on("error", (error: Error) => lose(describeCrash(error)));
    // A thread with nothing left to wait for ends by itself: so does one that awaits a promise that nobody will settle.
    worker.on("exit", (code) => lose(code === 0 ? "returned a promise that nothing settles, or ended the thread (exit code 0)" : `ended the thread (exit code ${code})`));
  });
}

/**
 * Waits until the thread has ended. One that came to its end is given the time to go by itself: terminating a thread while a native
 * engine is closing in it takes the whole process down (onnxruntime-node 1.30 on Node 20).
 */
export async function ended(worker: Worker, lost: boolean): Promise<void> {
  if (worker.threadId === -1) return;
  const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const patience = setTimeout(() => void worker.terminate(), lost ? 0 : graceSeconds * 1000);
  await gone;
  clearTimeout(patience);
}

const graceSeconds = 3;

/** Seconds that loading a module or an engine may take. */
const loadSeconds = 60;

/** What follows "forward" in the message about a thread that an error ended. */
export function describeCrash(error: Error & { code?: string }): string {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return `used more than ${memoryMegabytes} MB of memory`;
  return `crashed: ${error.message}`;
}
