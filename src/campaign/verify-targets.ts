// Several targets, as many at a time as there are cores.

import { availableParallelism } from "node:os";
import type { ImplementationResult } from "./result.ts";
import type { Settings } from "./settings.ts";
import { type Progress, supervise } from "./supervise.ts";
import type { Target } from "./target.ts";

export interface TargetsRun {
  readonly targets: readonly Target[];
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onResult?: ((result: ImplementationResult) => void) | undefined;
}

/** Results in the order of the targets, whichever finished first. After an abort, targets not begun are left out. */
export async function verifyTargets({ targets, settings, signal, onProgress, onResult }: TargetsRun): Promise<ImplementationResult[]> {
  const results: ImplementationResult[][] = targets.map(() => []);
  // Engines are slowest: begun first, they do not keep one lane busy alone at the end.
  const order = targets.map((_, index) => index).sort((a, b) => cost(targets[b]!) - cost(targets[a]!));
  const lane = async () => {
    for (let index = order.shift(); index !== undefined && !signal?.aborted; index = order.shift()) {
      results[index] = await supervise({ target: targets[index]!, settings, signal, onProgress, onResult });
    }
  };
  await Promise.all(Array.from({ length: Math.min(targets.length, availableParallelism()) }, lane));
  return results.flat();
}

function cost({ kind }: Target): number {
  return kind === "engine" || kind === "onnx" || kind === "process" ? 1 : 0;
}
