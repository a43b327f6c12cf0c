// An engine of Python's as an implementation: a ready worker, started as any program is, under the id and the version of the engine.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LayerNormImplementation, StorageFormatId } from "../../contract/implementation.ts";
import { PluginError } from "../../contract/plugin-error.ts";
import { EngineUnavailable } from "../engine-unavailable.ts";
import { callSecondsDefault } from "../engine.ts";
import { loadProcess } from "./load-process.ts";
import { missingModule, type Python, python } from "./python.ts";

export interface PythonEngine {
  readonly id: string;
  /** Of people: "PyTorch". */
  readonly name: string;
  /** What is called: "torch.nn.functional.layer_norm on the CPU". */
  readonly call: string;
  readonly module: string;
  /** File of the folder workers, and what it is given. */
  readonly worker: string;
  readonly words?: readonly string[];
  readonly format: StorageFormatId;
  readonly callSeconds?: number | undefined;
  /** Another Python than the one that is found, for tests. */
  readonly interpreter?: Python;
}

/** A call costs as much as some hundred short rows: the way to the program and back, and what an interpreter does for each call. */
const rowsPerCall = 256;

/** Throws an EngineUnavailable where the interpreter, the module, the device or the format is not there. */
export async function loadPython(engine: PythonEngine): Promise<LayerNormImplementation> {
  const { id, name, call, module, worker, words = [], format, callSeconds = callSecondsDefault, interpreter = python() } = engine;
  const missing = missingModule(module, interpreter);
  if (missing !== undefined) throw new EngineUnavailable(missing);
  let version = "";
  const offered = await loadProcess({
    command: [interpreter.program, worker, ...words].join(" "),
    words: [interpreter.program, workerPath(worker), ...words],
    callSeconds,
    onHandshake: (handshake) => (version = handshake.version),
  }).catch((error: unknown) => {
    if (error instanceof PluginError) throw new EngineUnavailable(`${name} cannot be used here: ${error.message}`);
    throw error;
  });
  const found = offered.find((one) => one.format === format);
  if (found === undefined) {
    await offered[0]?.dispose?.();
    throw new EngineUnavailable(`${name} ${version} does not compute ${call} in ${format}: it offers ${offered.map((one) => one.format).join(", ")}`);
  }
  // An engine promises nothing but a format of accumulation; the form of its gradient is no promise, but what its worker knows of it.
  const gradient = found.contract?.gradient;
  const contract = { accumulator: format === "fp64" ? "fp64" : "fp32", algorithm: "stable", ...(gradient && { gradient }) } as const;
  return { ...found, id, version, description: `${name} ${version}: ${call}`, rowsPerCall, contract };
}

/** Beside the sources, or two folders above the build. */
function workerPath(file: string): string {
  const candidates = ["../../../workers/", "../../../../workers/"].map((path) => fileURLToPath(new URL(path + file, import.meta.url)));
  return candidates.find((path) => existsSync(path)) ?? candidates[0]!;
}
