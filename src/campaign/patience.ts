// How long a worker is waited for. A program is watched by its engine, which starts it again and asks again; the supervisor only waits for the
// engine.

import { loadSeconds } from "./quiet-worker.ts";
import type { Target } from "./target.ts";

export interface Patience {
  readonly callSeconds: number;
  readonly loadSeconds: number;
}

export function patienceFor({ kind, program }: Target, callSeconds: number): Patience {
  if (kind !== "process" && kind !== "wgsl" && program !== true) return { callSeconds, loadSeconds };
  // Sixteen calls under way that are made again, one by one, and a start before each; a start has a limit of its own.
  return { callSeconds: 17 * (callSeconds + loadSeconds), loadSeconds: 2 * loadSeconds };
}
