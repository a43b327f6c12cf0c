// Runs one target in a thread of its own, so that a kernel that never returns, exits or exhausts memory costs its own run only.

import { parentPort, workerData } from "node:worker_threads";
import { fitsFixed } from "../contract/adapt.ts";
import type { LayerNormImplementation } from "../contract/implementation.ts";
import { isolationOf } from "../contract/isolation.ts";
import { PluginError } from "../contract/plugin-error.ts";
import { otherThanRecorded } from "../findings/recorded-for.ts";
import { replay } from "../findings/replay.ts";
import type { StoredFixture } from "../findings/store.ts";
import type { Batch } from "../oracle/row.ts";
import { resolveContract } from "../contract/resolve.ts";
import { simplerBatches } from "../rows/simpler.ts";
import { allFamilies, everyProperty } from "./catalogue.ts";
import { beyondPropertyOf } from "./beyond-property.ts";
import { fingerprint } from "./fingerprint/fingerprint.ts";
import { huntImplementation } from "./hunt/hunt-implementation.ts";
import { computeMaps } from "./maps/compute-maps.ts";
import { isForPeople } from "./error-for-people.ts";
import { platform } from "./platform.ts";
import { runImplementation } from "./run-implementation.ts";
import { timeCalls } from "./scoreboard/time-calls.ts";
import { chosenProperties, UnknownProperty } from "./chosen-properties.ts";
import { loadTarget } from "./target.ts";
import { recorded, stopRequested, type WatchMemory } from "./watch.ts";
import type { WorkerData, WorkerMessage, WorkerTask } from "./worker-protocol.ts";

type HuntTask = Extract<WorkerTask, { readonly kind: "hunt" }>;

/** Seconds after which an implementation is too slow for maps: most take a tenth of one. */
const mapSeconds = 10;

function post(message: WorkerMessage): void {
  parentPort!.postMessage(message);
}

async function perform({ target, settings, memory, callSeconds, task }: WorkerData): Promise<void> {
  const loaded = await loadTarget(target, { callSeconds });
  const implementations = loaded.map((implementation) => recorded(implementation, memory));
  post({ kind: "loaded", implementations: implementations.map(({ id, description }) => ({ id, description: description ?? "" })) });
  if (task.kind === "probe") return probe(implementations[task.index]!, task.batch);
  if (task.kind === "hunt") return huntAll(implementations, task, memory);
  if (task.kind === "fingerprint") return fingerprintAll(implementations, task.from, memory);
  if (task.kind === "time") return timeAll(implementations, task.from, memory);
  if (task.kind === "replay") return replayAll(implementations, task.fixtures, { target, settings });
  const properties = await chosenProperties(settings.properties);
  const families = await allFamilies();
  const indices = task.kind === "run" ? implementations.map((_, index) => index).slice(task.from) : [task.index];
  for (const index of indices) {
    post({ kind: "begin", index });
    const result = await runImplementation({
      implementation: implementations[index]!,
      properties,
      families,
      settings,
      seen: task.kind === "examine" ? task.tally : undefined,
      onProgress(tally, seconds) {
        post({ kind: "progress", tally, seconds });
        return !stopRequested(memory);
      },
    });
    // What an examination is about was lost already; and who asked for an end waits for it.
    const mapped = task.kind === "run" && settings.maps && !result.interrupted && !stopRequested(memory);
    if (mapped) post({ kind: "judged", result });
    const begun = performance.now();
    const proceed = () => !stopRequested(memory) && performance.now() - begun < mapSeconds * 1000;
    post({ kind: "result", result: mapped ? { ...result, maps: await computeMaps(implementations[index]!, proceed) } : result });
  }
  for (const implementation of loaded) await implementation.dispose?.();
}

async function huntAll(implementations: readonly LayerNormImplementation[], { from, settings }: HuntTask, memory: WatchMemory): Promise<void> {
  const families = await allFamilies();
  for (let index = from; index < implementations.length; index++) {
    post({ kind: "begin", index });
    const result = await huntImplementation(implementations[index]!, families, settings, (progress) => {
      post({ kind: "hunting", progress });
      return !stopRequested(memory);
    });
    post({ kind: "hunted", result, lost: isolationOf(implementations[index]!)?.lastLoss });
    if (stopRequested(memory)) break;
  }
  for (const implementation of implementations) await implementation.dispose?.();
}

async function fingerprintAll(implementations: readonly LayerNormImplementation[], from: number, memory: WatchMemory): Promise<void> {
  for (let index = from; index < implementations.length && !stopRequested(memory); index++) {
    post({ kind: "begin", index });
    post({ kind: "fingerprinted", fingerprint: await fingerprint(implementations[index]!) });
    await implementations[index]!.dispose?.();
  }
}

async function timeAll(implementations: readonly LayerNormImplementation[], from: number, memory: WatchMemory): Promise<void> {
  for (let index = from; index < implementations.length && !stopRequested(memory); index++) {
    post({ kind: "begin", index });
    post({ kind: "timed", index, timing: await timeCalls(implementations[index]!) });
  }
  for (const implementation of implementations) await implementation.dispose?.();
}

async function probe(implementation: LayerNormImplementation, batch: Batch): Promise<void> {
  const { storage } = resolveContract(implementation);
  for (const simpler of simplerBatches(batch, storage)) {
    // A call that the implementation never gets shows nothing.
    if (!fitsFixed(simpler, implementation.fixed ?? {}, storage)) continue;
    const { rows, cols, eps, x, dy, gamma, beta } = simpler;
    const shape = { rows, cols, eps, gamma: gamma?.slice() };
    try {
      await (dy === undefined ? implementation.forward(x.slice(), { ...shape, beta: beta?.slice() }) : implementation.backward!(dy.slice(), x.slice(), shape));
    } catch {
      // A throw is an answer of a kind, and reported by the property `answers`; here only silence counts.
    }
  }
}

async function replayAll(implementations: readonly LayerNormImplementation[], fixtures: readonly StoredFixture[], { target, settings }: Pick<WorkerData, "target" | "settings">): Promise<void> {
  const properties = await everyProperty();
  for (const fixture of fixtures) {
    const { counterexample, file } = fixture;
    const index = implementations.findIndex(({ id }) => id === counterexample.implementation);
    if (index < 0) throw new PluginError(`${file}: ${target.label} has no implementation ${counterexample.implementation}, only ${implementations.map(({ id }) => id).join(", ")}`);
    const property = properties.find(({ id }) => id === counterexample.property) ?? beyondPropertyOf(counterexample.property);
    if (property === undefined) throw new UnknownProperty(`${file}: no property is called ${JSON.stringify(counterexample.property)} (normfuzz list shows all)`);
    post({ kind: "begin", index });
    const implementation = implementations[index]!;
    const other = otherThanRecorded(counterexample, { version: implementation.version, platform: platform() });
    post({ kind: "replayed", fixture, replay: await replay(counterexample, implementation, property, { stages: settings.stages !== false }), other });
  }
}

function describe(error: unknown): WorkerMessage {
  const ours = !isForPeople(error);
  const message = error instanceof Error ? ((ours && error.stack) || error.message) : String(error);
  return { kind: "error", message, ours, unavailable: error instanceof Error && error.name === "EngineUnavailable" };
}

async function answer(data: WorkerData): Promise<void> {
  try {
    await perform(data);
    post({ kind: "done" });
  } catch (error) {
    post(describe(error));
  }
}

const first = workerData as WorkerData;
// Listening keeps the thread alive: one that is not kept ends by itself, also where a kernel's promise is never settled.
if (first.kept) parentPort!.on("message", (data: WorkerData) => void answer(data));
void answer(first);
