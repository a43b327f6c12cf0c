// Several targets, as many at a time as there are cores.

import { availableParallelism } from "node:os";
import { lostResult } from "./lost.ts";
import type { ImplementationResult } from "./result.ts";
import type { Settings } from "./settings.ts";
import { type Progress, supervise } from "./supervise.ts";
import { missingPackage, type Target } from "./target.ts";
import { WarmWorkers } from "./warm-workers.ts";

export interface TargetsRun {
  readonly targets: readonly Target[];
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onResult?: ((result: ImplementationResult, target: Target) => void) | undefined;
}

/** Results in the order of the targets, whichever finished first. After an abort, targets not begun are left out. */
export async function verifyTargets({ targets, settings, signal, onProgress, onResult }: TargetsRun): Promise<ImplementationResult[]> {
  const results: ImplementationResult[][] = targets.map(() => []);
  // Engines are slowest: begun first, they do not keep one lane busy alone at the end.
  const order = targets.map((_, index) => index).sort((a, b) => cost(targets[b]!) - cost(targets[a]!));
  const warm = new WarmWorkers();
  const lane = async () => {
    for (let index = order.shift(); index !== undefined && !signal?.aborted; index = order.shift()) {
      const target = targets[index]!;
      const missing = await missingPackage(target);
      const report = (result: ImplementationResult) => onResult?.(result, target);
      if (missing === undefined) results[index] = await supervise({ target, settings, signal, warm, onProgress, onResult: report });
      else report((results[index] = [lostResult(target.label, missing, true)])[0]!);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanesOf(targets) }, lane));
  } finally {
    await warm.close();
  }
  return results.flat();
}

/** How many of the targets run at a time. */
export function lanesOf(targets: readonly Target[]): number {
  return Math.min(targets.length, availableParallelism());
}

function cost({ kind }: Target): number {
  return kind === "engine" || kind === "onnx" || kind === "wgsl" || kind === "process" ? 1 : 0;
}
