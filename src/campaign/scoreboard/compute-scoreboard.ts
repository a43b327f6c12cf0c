// Everything about every target, as many targets at a time as there are cores: verdict and maps, the worst row, the fingerprint; then the time that
// calls take, one target after the other.

import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import { superviseFingerprint } from "../fingerprint/supervise-fingerprint.ts";
import type { HuntResult } from "../hunt/hunt-implementation.ts";
import { lostResult } from "../lost.ts";
import type { ImplementationResult } from "../result.ts";
import type { Settings } from "../settings.ts";
import { type Progress, supervise } from "../supervise.ts";
import { superviseHunt } from "../supervise-hunt.ts";
import { missingPackage, type Target } from "../target.ts";
import { lanesOf } from "../verify-targets.ts";
import { superviseTiming } from "./supervise-timing.ts";
import type { CallTiming } from "./time-calls.ts";

export interface ScoreboardEntry {
  readonly target: Target;
  /** It stands for an engine that need not be installed. */
  readonly model: boolean;
  readonly result: ImplementationResult;
  readonly fingerprint?: Fingerprint | undefined;
  /** The row on which it comes nearest to its tolerance, or is farthest beyond it. */
  readonly hunt?: HuntResult | undefined;
  readonly timing?: CallTiming | undefined;
}

export interface ScoreboardRun {
  readonly targets: readonly Target[];
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onResult?: ((result: ImplementationResult) => void) | undefined;
}

/** Of the time of a run, what the hunt for the worst row may take besides. */
const huntShare = 1 / 4;

/** Entries in the order of the targets. After an abort, targets not begun are left out. */
export async function computeScoreboard(run: ScoreboardRun): Promise<readonly ScoreboardEntry[]> {
  const { targets, settings, signal } = run;
  const found: ScoreboardEntry[][] = targets.map(() => []);
  const waiting = targets.map((_, index) => index);
  const lane = async () => {
    for (let index = waiting.shift(); index !== undefined && !signal?.aborted; index = waiting.shift()) found[index] = await entriesOf(targets[index]!, run);
  };
  await Promise.all(Array.from({ length: lanesOf(targets) }, lane));
  for (const [index, entries] of found.entries()) {
    if (signal?.aborted || entries.every(({ result }) => result.contract === undefined)) continue;
    const timings = await superviseTiming(targets[index]!, { callSeconds: settings.callSeconds, signal });
    found[index] = entries.map((entry) => ({ ...entry, timing: timings.get(entry.result.implementation) }));
  }
  return found.flat();
}

async function entriesOf(target: Target, { settings, signal, onProgress, onResult }: ScoreboardRun): Promise<ScoreboardEntry[]> {
  const missing = await missingPackage(target);
  if (missing !== undefined) {
    const result = lostResult(target.label, missing, true);
    onResult?.(result);
    return [{ target, model: false, result }];
  }
  const results = await supervise({ target, settings, signal, onProgress });
  const loaded = results.some(({ contract }) => contract !== undefined) && !signal?.aborted;
  const hunt = loaded ? await superviseHunt({ target, settings: huntSettings(settings), callSeconds: settings.callSeconds, signal }) : undefined;
  const { fingerprints = [] } = loaded && !signal?.aborted ? await superviseFingerprint(target, { callSeconds: settings.callSeconds, ...(signal && { signal }) }) : {};
  return results.map((result) => {
    onResult?.(result);
    const own = <T extends { readonly implementation: string }>(all: readonly T[] | undefined) => all?.find(({ implementation }) => implementation === result.implementation);
    return { target, model: target.asEngine ?? false, result, fingerprint: own(fingerprints), hunt: own(hunt?.results) };
  });
}

function huntSettings({ seed, seconds, runs, elementsMax, shrinkCalls }: Settings) {
  return { objective: "margin", seed, seconds: seconds * huntShare, batchesMax: Math.ceil(runs * huntShare), elementsMax, shrinkCalls } as const;
}
