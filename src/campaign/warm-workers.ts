// Workers that did what they were asked and can do more: compiled code is warm in them, and compiling it is a third of a short run.
// Only what is built in shares a thread; what others wrote gets a new one each time.

import type { Worker } from "node:worker_threads";
import { ended } from "./quiet-worker.ts";

export class WarmWorkers {
  readonly #idle: Worker[] = [];

  /** One that waits for a task, if there is one. */
  take(): Worker | undefined {
    return this.#idle.pop();
  }

  /** Keeps one that has done its task. */
  keep(worker: Worker): void {
    this.#idle.push(worker);
  }

  /** Lets all of them go. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => ended(worker, true)));
  }
}
