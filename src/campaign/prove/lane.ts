// One worker of a proof and the eye on it: a call that never returns, or that takes the thread down, is seen from here.

import type { Worker } from "node:worker_threads";
import type { Batch } from "../../oracle/row.ts";
import { patienceFor } from "../patience.ts";
import { describeCrash, describeExit, ended, quietWorker } from "../quiet-worker.ts";
import type { Target } from "../target.ts";
import { Watch, watchMemory } from "../watch.ts";
import type { ProofOrder, ProofWorkerData, ProofWorkerMessage } from "./protocol.ts";
import type { Question } from "./subject.ts";

export interface LaneOptions {
  readonly target: Target;
  readonly question: Question;
  readonly callSeconds: number;
  readonly onMessage: (message: ProofWorkerMessage, lane: Lane) => void;
  /** `how` follows "forward"; the input is that of the last call, where it was recorded. */
  readonly onLost: (how: string, input: Batch | undefined, lane: Lane) => void;
}

/** Milliseconds between two looks. */
const lookInterval = 50;

export class Lane {
  readonly #worker: Worker;
  readonly #watch = new Watch(watchMemory());
  readonly #timer: NodeJS.Timeout;
  #loaded = false;
  #over = false;

  constructor(options: LaneOptions) {
    const { target, question, callSeconds, onMessage, onLost } = options;
    const workerData: ProofWorkerData = { target, question, callSeconds, memory: this.#watch.memory };
    const patience = patienceFor(target, callSeconds);
    const extension = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
    const worker = quietWorker(new URL(`./worker${extension}`, import.meta.url), workerData);
    this.#worker = worker;
    const lose = (how: string) => {
      if (this.#over) return;
      this.#over = true;
      clearInterval(this.#timer);
      onLost(how, this.#watch.lastInput(), this);
    };
    const begun = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      if (this.#watch.secondsUnderWay(now) > patience.callSeconds) lose(`did not return within ${patience.callSeconds} s`);
      else if (!this.#loaded && now - begun > patience.loadSeconds * 1000) lose(`did not finish loading within ${patience.loadSeconds} s`);
    }, lookInterval);
    worker.on("message", (message: ProofWorkerMessage) => {
      if (this.#over) return;
      if (message.kind === "loaded") this.#loaded = true;
      onMessage(message, this);
    });
    worker.on("error", (error: Error) => lose(describeCrash(error)));
    worker.on("exit", (code) => lose(describeExit(code)));
  }

  /** Whether the implementation was loaded. */
  get loaded(): boolean {
    return this.#loaded;
  }

  order(order: ProofOrder): void {
    this.#worker.postMessage(order);
  }

  /** Asks it to give up the unit under way at the next call. */
  requestStop(): void {
    this.#watch.requestStop();
  }

  /** Ends the thread: at its own pace, or at once where it is stuck. */
  async end(stuck: boolean): Promise<void> {
    this.#over = true;
    clearInterval(this.#timer);
    this.requestStop();
    if (!stuck) this.order({ kind: "end" });
    await ended(this.#worker, stuck);
  }
}
