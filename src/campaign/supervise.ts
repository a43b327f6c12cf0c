// Runs a target in workers and sees it through: a call that does not return, a kernel that ends the thread or exhausts its memory
// becomes a violation of `answers` with its input, and what was found before it is kept.

import type { Batch } from "../oracle/row.ts";
import { lostResult, withoutAnswer } from "./lost.ts";
import type { ImplementationResult } from "./result.ts";
import { runWorker, type WorkerOutcome } from "./run-worker.ts";
import type { Settings } from "./settings.ts";
import { emptyTally, type Tally } from "./tally.ts";
import type { Target } from "./target.ts";
import type { WarmWorkers } from "./warm-workers.ts";
import type { WorkerTask } from "./worker-protocol.ts";

export interface Progress {
  readonly implementation: string;
  readonly tally: Tally;
  readonly seconds: number;
}

export interface Supervision {
  readonly target: Target;
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
  readonly warm?: WarmWorkers | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onResult?: ((result: ImplementationResult) => void) | undefined;
}

/** Seconds that one candidate may take while the input of a call that did not return is shrunk, and that all of them may. */
const probeSeconds = 1;
const probeSecondsAll = 15;

/** Results in the order of the target's implementations; one with verdict "error" when it cannot be loaded. */
export async function supervise(supervision: Supervision): Promise<ImplementationResult[]> {
  const results: ImplementationResult[] = [];
  const { target, settings, onResult } = supervision;
  const add = (found: ImplementationResult) => {
    const result = { ...found, target: target.label };
    results.push(result);
    onResult?.(result);
  };
  for (let from = 0; ; ) {
    const { loaded, lost, error, unavailable, tally, judged } = await run(supervision, { kind: "run", from }, add);
    if (error !== undefined) {
      add(lostResult(target.label, error, unavailable));
      return results;
    }
    if (lost === undefined) return results;
    const { index, kind, how, input, traced } = lost;
    const implementation = loaded[index]!;
    from = index + 1;
    const unexplained = { ...supervision, settings: { ...settings, stages: false } };
    // Lost only where it was asked for its stages, which nobody has to tell: what was seen is examined without asking.
    const unasked = traced ? await superviseExamination(unexplained, index, tally) : undefined;
    if (unasked !== undefined) {
      add(unasked);
      if (from >= loaded.length) return results;
      continue;
    }
    const smallest = input && (await shrinkLoss(supervision, index, input));
    // Lost again where a gradient is explained, by asking for more of them: what was seen is not lost with it.
    const base = judged ?? (await superviseExamination(supervision, index, tally)) ?? (await superviseExamination(unexplained, index, tally)) ?? { ...lostResult(implementation.id, ""), description: implementation.description, batches: tally.batches, rows: tally.rows };
    add(await withoutAnswer(base, { kind, how, input: smallest, settings, rowsTried: tally.rows }));
    if (from >= loaded.length) return results;
  }
}

/** With what the last implementation had seen, and its result where all that was missing are its maps. */
interface RunOutcome extends WorkerOutcome {
  readonly tally: Tally;
  readonly judged: ImplementationResult | undefined;
}

/** A worker that runs implementations. */
async function run(supervision: Supervision, task: WorkerTask, onResult: (result: ImplementationResult) => void): Promise<RunOutcome> {
  const { settings, onProgress } = supervision;
  let tally: Tally = emptyTally([]);
  let judged: ImplementationResult | undefined;
  const outcome = await runWorker({
    ...supervision,
    task,
    callSeconds: settings.callSeconds,
    onMessage(message, current) {
      if (message.kind === "begin") {
        tally = emptyTally([]);
        judged = undefined;
      } else if (message.kind === "progress") {
        tally = message.tally;
        onProgress?.({ implementation: current!.id, tally, seconds: message.seconds });
      } else if (message.kind === "judged") judged = message.result;
      else if (message.kind === "result") onResult(message.result);
    },
  });
  return { ...outcome, tally, judged };
}

/** Shrinks and explains what was seen of implementation `index`, in a worker; undefined where that worker is lost as well. */
export async function superviseExamination(supervision: Supervision, index: number, tally: Tally): Promise<ImplementationResult | undefined> {
  const results: ImplementationResult[] = [];
  await run({ ...supervision, onProgress: undefined }, { kind: "examine", index, tally }, (result) => results.push(result));
  return results[0];
}

/** The smallest input on which the call is still lost, as far as the time for it goes. */
export async function shrinkLoss({ target, settings, signal }: Supervision, index: number, input: Batch): Promise<Batch> {
  let smallest = input;
  const deadline = performance.now() + probeSecondsAll * 1000;
  while (performance.now() < deadline) {
    const callSeconds = Math.min(probeSeconds, settings.callSeconds);
    const { lost } = await runWorker({ target, settings, signal, task: { kind: "probe", index, batch: smallest }, callSeconds });
    if (lost?.input === undefined) break;
    smallest = lost.input;
  }
  return smallest;
}
