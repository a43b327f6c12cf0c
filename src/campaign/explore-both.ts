// The forward pass, then, where there is one, the backward pass: other batches, which carry dy, and other properties, in one tally.

import type { Contract } from "../bounds/contract.ts";
import { backwardFamily } from "../rows/incoming-gradient.ts";
import { explore } from "./explore.ts";
import type { Run } from "./run-implementation.ts";
import type { Tally } from "./tally.ts";

/** Of the batches, the share of the backward pass, and of the time, what is left for it at the least: its exact answer takes integers, a hundred times as long. */
const backwardShare = 1 / 32;
/** Integers are quadratic in the range of a long row. */
const elementsMax = 132;

export async function exploreBoth(run: Run, contract: Contract): Promise<Tally> {
  const { implementation, properties, families, settings, onProgress } = run;
  const forward = properties.filter(({ pass }) => pass === undefined);
  const backward = properties.filter(({ pass }) => pass === "backward");
  if (implementation.backward === undefined || backward.length === 0) return explore({ ...run, properties: forward, contract });
  const share = (value: number, part: number) => Math.max(1, Math.round(value * part));
  let stopped = false;
  const started = performance.now();
  const first = await explore({
    ...run,
    contract,
    properties: forward,
    settings: { ...settings, seconds: settings.seconds * (1 - backwardShare) },
    onProgress: (tally, seconds) => !(stopped = onProgress?.(tally, seconds) === false),
  });
  if (stopped) return first;
  const begun = performance.now();
  const spent = (begun - started) / 1000;
  const second = await explore({
    ...run,
    contract,
    properties: backward,
    families: families.map(backwardFamily),
    settings: { ...settings, seed: `${settings.seed}/backward`, runs: share(settings.runs, backwardShare), seconds: Math.max(settings.seconds * backwardShare, settings.seconds - spent), elementsMax: Math.min(elementsMax, settings.elementsMax) },
    onProgress: (tally) => onProgress?.(both(first, tally), (performance.now() - started) / 1000) ?? true,
  });
  return both(first, second);
}

function both(a: Tally, b: Tally): Tally {
  return { batches: a.batches + b.batches, rows: a.rows + b.rows, calls: a.calls + b.calls, properties: new Map([...a.properties, ...b.properties]), beyond: a.beyond };
}
