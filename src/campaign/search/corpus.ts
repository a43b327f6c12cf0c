// The best rows so far, one for each cell of the search space: a search that kept only the very best would climb one hill and never learn of
// the others (MAP-Elites: Mouret & Clune 2015).

import type { Batch } from "../../oracle/row.ts";
import type { Random } from "../../rows/family.ts";

export interface Elite {
  /** What the batch is good at: the property that it comes near to violating. */
  readonly objective: string;
  /** The part of the input space that it lies in. */
  readonly stratum: string;
  readonly batch: Batch;
  readonly score: number;
}

interface Kept {
  elite: Elite;
  /** How often it was climbed from since it last improved. */
  tries: number;
}

/** Of so many strata drawn, the most promising is climbed from. */
const tournament = 2;
/** After this many vain tries a stratum is worth half of its score. */
const patience = 8;

export class Corpus {
  /** By objective, then stratum. */
  readonly #kept = new Map<string, Map<string, Kept>>();

  /** All elites of an objective, the best first. */
  elites(objective: string): readonly Elite[] {
    return [...(this.#kept.get(objective)?.values() ?? [])].map(({ elite }) => elite).sort((a, b) => b.score - a.score);
  }

  /** Keeps the elite when it is the best of its objective in its stratum. */
  offer(elite: Elite): void {
    let strata = this.#kept.get(elite.objective);
    if (strata === undefined) this.#kept.set(elite.objective, (strata = new Map()));
    const kept = strata.get(elite.stratum);
    if (kept === undefined) {
      strata.set(elite.stratum, { elite, tries: 0 });
    } else if (elite.score > kept.elite.score) {
      kept.elite = elite;
      kept.tries = 0;
    }
  }

  forget(objective: string): void {
    this.#kept.delete(objective);
  }

  /** A batch to climb from: of a few strata drawn, that with the best score, discounted by vain tries. Undefined for an objective without elites. */
  pick(objective: string, random: Random): Batch | undefined {
    const strata = [...(this.#kept.get(objective)?.values() ?? [])];
    let best: Kept | undefined;
    for (let draw = 0; draw < tournament && strata.length > 0; draw++) {
      const kept = random.pick(strata);
      if (best === undefined || promise(kept) > promise(best)) best = kept;
    }
    if (best === undefined) return undefined;
    best.tries++;
    return best.elite.batch;
  }
}

function promise({ elite, tries }: Kept): number {
  return elite.score / (1 + tries / patience);
}
