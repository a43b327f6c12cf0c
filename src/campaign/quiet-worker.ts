// A thread for other people's code: what it prints goes nowhere, its memory has a limit, and what becomes of it can be said in words.

import { Worker } from "node:worker_threads";

const memoryMegabytes = 4096;

/** Seconds that loading a module or an engine may take. */
export const loadSeconds = 60;
/** Seconds that a thread which has come to its end may take to go. */
const graceSeconds = 3;

export function quietWorker(module: URL, workerData: unknown): Worker {
  // What a kernel prints is its own business: it must not mix with our output.
  const worker = new Worker(module, { workerData, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes } });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
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

/** What follows "forward" in the message about a thread that an error ended. */
export function describeCrash(error: Error & { code?: string }): string {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return `used more than ${memoryMegabytes} MB of memory`;
  return `crashed: ${error.message}`;
}

/**
 * What follows "forward" in the message about a thread that ended. One with nothing left to wait for ends by itself: so does one that awaits a
 * promise that nobody will settle.
 */
export function describeExit(code: number): string {
  return code === 0 ? "returned a promise that nothing settles, or ended the thread (exit code 0)" : `ended the thread (exit code ${code})`;
}
