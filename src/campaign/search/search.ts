// Where to look next: in a row family, or in the neighbourhood of the batches that came nearest to violating some property. Each is an arm of a
// bandit, and batches go to the arms by how likely one more is to violate something that is not violated yet.

import type { Random } from "../../rows/family.ts";
import { Corpus, type Elite } from "./corpus.ts";
import { Tail } from "./tail.ts";

/** Draw from a family, by id; climb towards violating a property, by id; lead rows of a family to where nothing was tried yet. */
export interface Arm {
  readonly kind: "family" | "climb" | "cover";
  readonly id: string;
}

interface Known {
  readonly arm: Arm;
  /** Batches from it. */
  count: number;
  /** By objective. */
  readonly tails: Map<string, Tail>;
  chance: number;
}

/** Batches per family before the first choice: what is found at once need not be searched for. */
const warmUp = 8;
/** Batches between two looks at all the tails. */
const lookInterval = 20;

export class Search {
  readonly corpus = new Corpus();
  readonly #known = new Map<string, Known>();
  readonly #warmUp: number;
  readonly #threshold: () => number;
  #batches = 0;
  #chances = 0;

  /** `threshold`: the score above which a batch is a find. */
  constructor(families: readonly string[], threshold = () => 1) {
    this.#threshold = threshold;
    this.#warmUp = warmUp * families.length;
    for (const id of families) this.#of({ kind: "family", id });
  }

  /** An arm, drawn by its chance to find something; undefined while too little is known, or nothing is left to search for. */
  arm(random: Random): Arm | undefined {
    if (this.#batches < this.#warmUp) return undefined;
    if (this.#batches % lookInterval === 0 || this.#chances === 0) this.#look();
    let rest = random.next() * this.#chances;
    for (const { arm, chance } of this.#known.values()) {
      rest -= chance;
      if (rest < 0) return arm;
    }
    return undefined;
  }

  /** What a batch from an arm scored. */
  learn(arm: Arm, elites: Iterable<Elite>): void {
    this.#batches++;
    const known = arm.kind === "cover" ? undefined : this.#of(arm);
    if (known !== undefined) known.count++;
    for (const elite of elites) {
      this.corpus.offer(elite);
      if (known === undefined || (arm.kind === "climb" && arm.id !== elite.objective)) continue;
      let tail = known.tails.get(elite.objective);
      if (tail === undefined) known.tails.set(elite.objective, (tail = new Tail()));
      tail.add(elite.score);
      this.#of({ kind: "climb", id: elite.objective });
    }
  }

  /** What has been found need not be searched for. */
  forget(objective: string): void {
    this.corpus.forget(objective);
    this.#known.delete(keyOf({ kind: "climb", id: objective }));
    for (const { tails } of this.#known.values()) tails.delete(objective);
    this.#chances = 0;
  }

  #of(arm: Arm): Known {
    const key = keyOf(arm);
    let known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, (known = { arm, count: 0, tails: new Map(), chance: 0 }));
    return known;
  }

  #look(): void {
    this.#chances = 0;
    for (const known of this.#known.values()) {
      // Of an arm that was never tried nothing is known: it gets the chance of one that has been tried once.
      known.chance = known.arm.kind === "climb" ? 1 / (known.count + 2) ** 1.5 : 0;
      for (const tail of known.tails.values()) known.chance += tail.chanceAbove(this.#threshold(), known.count);
      this.#chances += known.chance;
    }
  }
}

function keyOf({ kind, id }: Arm): string {
  return `${kind} ${id}`;
}
