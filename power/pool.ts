// The same work on many items, on all cores: a worker for each, which asks for the next item when it has done one.

import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

interface Job {
  /** URL of a module whose default export does the work on one item. */
  readonly module: string;
}

interface Done {
  readonly index: number;
  readonly result: unknown;
}

/**
 * Results in the order of the items, whichever is done first. Items and results must survive structured cloning; a failure ends it all. `onDone` is
 * called as results come.
 */
export async function mapInWorkers<T, R>(module: URL, items: readonly T[], onDone?: (result: R, done: number) => void): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let done = 0;
  const lane = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: { module: module.href } satisfies Job });
      const give = () => {
        if (next >= items.length) return void worker.terminate().then(() => resolve());
        worker.postMessage({ index: next, item: items[next] });
        next++;
      };
      worker.on("online", give);
      worker.on("message", ({ index, result }: Done) => {
        results[index] = result as R;
        onDone?.(result as R, ++done);
        give();
      });
      worker.on("error", reject);
    });
  await Promise.all(Array.from({ length: Math.min(items.length, availableParallelism()) }, lane));
  return results;
}

if (!isMainThread && (workerData as Job | undefined)?.module !== undefined) {
  const { default: work }: { default: (item: unknown) => unknown } = await import((workerData as Job).module);
  parentPort!.on("message", async ({ index, item }: { index: number; item: unknown }) => {
    parentPort!.postMessage({ index, result: await work(item) } satisfies Done);
  });
}
