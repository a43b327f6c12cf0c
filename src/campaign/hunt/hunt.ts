// A hunt: instead of the first row that fails, the worst row, everywhere: for each stratum of magnitude and κ the row on which the error is
// largest by an objective. Passing kernels have worst rows too.

import type { Contract } from "../../bounds/contract.ts";
import type { Call } from "../../contract/call.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { invoke } from "../../contract/invoke.ts";
import type { Batch } from "../../oracle/row.ts";
import type { RowFamily } from "../../rows/family.ts";
import { stratumOf } from "../../rows/strata.ts";
import type { Elite } from "../search/corpus.ts";
import { Search } from "../search/search.ts";
import { climbedElementsMax, Sweeps } from "../search/sweeps.ts";
import type { Objective } from "./objective.ts";

export interface HuntOptions {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly families: readonly RowFamily[];
  readonly objective: Objective;
  readonly seed: string;
  readonly seconds: number;
  /** Batches after which it ends, whatever the time. */
  readonly batchesMax: number;
  readonly elementsMax: number;
  /** Called about ten times a second; answering false ends the hunt. */
  readonly onProgress?: (progress: HuntProgress) => boolean;
}

export interface HuntProgress {
  readonly rows: number;
  readonly seconds: number;
  readonly best: number;
}

/** The worst row of a stratum, in the batch that it was found in. */
export interface Trophy {
  /** ⌊log2 κ⌋ and ⌊log2 max|x|⌋. */
  readonly condition: number;
  readonly magnitude: number;
  readonly value: number;
  readonly batch: Batch;
  readonly row: number;
  readonly column: number;
  readonly origin: string;
  readonly rowsTried: number;
}

export interface Bag {
  readonly rows: number;
  readonly seconds: number;
  /** One for each stratum that was met, in no order. */
  readonly trophies: readonly Trophy[];
}

/** Most of a hunt is climbing; the families keep it from climbing one hill only. */
const climbingShare = 0.8;
const progressInterval = 0.1;

export async function hunt(options: HuntOptions): Promise<Bag> {
  const { contract, objective, families, seconds, batchesMax, onProgress } = options;
  const trophies = new Map<string, Trophy>();
  let rows = 0;
  let batches = 0;
  let best = 0;
  let elites: Elite[] = [];

  const see = (call: Call, origin: string) => {
    const { batch } = call;
    rows += batch.rows;
    batches++;
    elites = [];
    if (call.failure !== undefined) return;
    for (let row = 0; row < batch.rows; row++) {
      const analysed = call.row(row);
      const worst = objective.measure(analysed);
      if (worst === undefined) continue;
      const { condition, magnitude } = stratumOf(analysed.exact!.statistics);
      const stratum = `${condition}/${magnitude}`;
      const { value, column } = worst;
      best = Math.max(best, value);
      if (batch.x.length <= climbedElementsMax) elites.push({ objective: objective.id, stratum, batch, score: objective.score(value) });
      if (value > (trophies.get(stratum)?.value ?? -1)) trophies.set(stratum, { condition, magnitude, value, batch, row, column, origin, rowsTried: rows });
    }
  };
  const judge = (batch: Batch, origin: string): void | Promise<void> => {
    const call = invoke(options.implementation, contract, batch);
    if (call instanceof Promise) return call.then((answered) => see(answered, origin));
    see(call, origin);
  };

  const search = new Search(families.map(({ id }) => id), () => Math.max(objective.score(best), objective.score(1)));
  const sweeps = new Sweeps({ ...options, targetedShare: climbingShare, search, scores: () => elites });
  const begun = performance.now();
  let reported = 0;
  for (let passed = 0; passed < seconds && batches < batchesMax; passed = (performance.now() - begun) / 1000) {
    await sweeps.next(batchesMax - batches, judge);
    if (passed - reported < progressInterval) continue;
    reported = passed;
    if (onProgress?.({ rows, seconds: passed, best }) === false) break;
    await new Promise(setImmediate);
  }
  return { rows, seconds: (performance.now() - begun) / 1000, trophies: [...trophies.values()] };
}
