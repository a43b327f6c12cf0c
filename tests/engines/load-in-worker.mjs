// Run by a plain Node: loads modules in a worker thread, as a campaign does, and prints what came of each. Vitest resolves imports
// itself, so that only a process of its own shows what Node says.

import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: process.argv.slice(2) });
  worker.on("message", (outcomes) => process.stdout.write(JSON.stringify(outcomes)));
} else {
  const unregister = register();
  const { loadModule } = await import("../../src/engines/module.ts");
  await unregister();
  const outcomes = [];
  for (const path of workerData) outcomes.push(await loadModule(path).then((all) => all.map(({ id }) => id), (error) => error.message));
  parentPort?.postMessage(outcomes);
}
