// Batches for an implementation, a few at a time: the families take turns, and the search chooses its share instead. fast-check runs them, from
// seeds that follow from one text, so that the same seed gives the same batches to an implementation that gives the same answers.

import fc from "fast-check";
import type { Contract } from "../../bounds/contract.ts";
import { adaptBatch } from "../../contract/adapt.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import type { Batch } from "../../oracle/row.ts";
import { batchArbitrary } from "../../rows/batch-arbitrary.ts";
import type { Random, RowFamily } from "../../rows/family.ts";
import { mutate } from "../../rows/mutations.ts";
import { randomFrom } from "../../rows/random.ts";
import { deriveSeed } from "../derive-seed.ts";
import type { Elite } from "./corpus.ts";
import { Coverage } from "./coverage.ts";
import type { Arm, Search } from "./search.ts";
import { targeted } from "./targeted.ts";
import { rowsPerCallOf, widened } from "./widen.ts";

export interface SweepsOptions {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly families: readonly RowFamily[];
  readonly seed: string;
  /** Largest rows × cols. */
  readonly elementsMax: number;
  /** Of the batches, the share that the search chooses. */
  readonly targetedShare: number;
  /** Batches of the whole run, which bounds how many rows a call is given. Absent: one row a call, whatever the implementation says. */
  readonly runs?: number;
  readonly search: Search;
  /** What the batch judged last was worth. */
  readonly scores: () => Iterable<Elite>;
}

/** A climb wants many small steps: rows that are longer are left to the families. */
export const climbedElementsMax = 520;

/** Of the rows that could have company, those that get none: a call of one row is a case of its own. */
const aloneShare = 1 / 4;

/** Batches per turn of a family; few, so that every family has its first turn soon. */
const turn = 4;

export class Sweeps {
  readonly #options: SweepsOptions;
  readonly #plugin: fc.Plugin<[Batch]>;
  /** Where batches are from that the search chose. */
  readonly #origins = new WeakMap<Batch, Arm>();
  readonly #further: Random;
  #round = 0;
  #family: RowFamily;

  constructor(options: SweepsOptions) {
    this.#options = options;
    this.#family = options.families[0]!;
    this.#further = randomFrom(deriveSeed(options.seed, "further rows"));
    const { contract, families, search, scores } = options;
    const generate = { storage: contract.storage, accumulator: contract.accumulator, elementsMax: Math.min(options.elementsMax, climbedElementsMax) };
    this.#plugin = targeted({
      search,
      coverage: new Coverage({ ...generate, elementsMax: options.elementsMax }),
      families,
      generate,
      random: randomFrom(deriveSeed(options.seed, "targeted")),
      share: options.targetedShare,
      origins: this.#origins,
      drawnFrom: () => this.#family.id,
      scores,
    });
  }

  /**
   * Hands the next batches, at most `batchesMax`, to `judge`, each with the name of where it is from, and of how many that were drawn it is made. What
   * `judge` throws is a defect of a family or a property, and thrown on with the seed.
   */
  async next(batchesMax: number, judge: (batch: Batch, origin: string, drawn: number) => void | Promise<void>): Promise<void> {
    const { implementation, contract, families, elementsMax } = this.#options;
    const family = families[this.#round % families.length]!;
    const seed = deriveSeed(this.#options.seed, family.id, this.#round++);
    this.#family = family;
    const { fixed } = implementation;
    const arbitrary = batchArbitrary(family, { storage: contract.storage, accumulator: contract.accumulator, elementsMax });
    let left = batchesMax;
    const property = fc.asyncProperty(arbitrary, async (drawn) => {
      if (left === 0) return;
      const arm = this.#origins.get(drawn) ?? { kind: "family", id: family.id };
      const further = this.#furtherRows(drawn, arm, left);
      left -= 1 + further.length;
      const wide = further.length === 0 ? drawn : widened(drawn, further);
      await judge(fixed === undefined ? wide : adaptBatch(wide, fixed, contract.storage), nameOf(arm), 1 + further.length);
    });
    const details = await fc.check(property, { seed, numRuns: Math.min(turn, batchesMax), endOnFailure: true, plugins: [this.#plugin] });
    if (details.failed) throw new Error(`family ${family.id}, seed ${seed}: ${String(details.errorInstance ?? details.counterexample)}`, { cause: details.errorInstance });
  }

  /** More from where a row is from: of its family, or neighbours of what was climbed from. None for a batch of several rows, whose rows belong together. */
  #furtherRows(drawn: Batch, { kind, id }: Arm, left: number): Batch[] {
    const { implementation, contract, families, elementsMax, runs } = this.#options;
    const { rowsPerCall = 1, fixed } = implementation;
    if (runs === undefined || rowsPerCall === 1 || drawn.rows > 1 || fixed?.rows !== undefined || this.#further.chance(aloneShare)) return [];
    const options = { storage: contract.storage, accumulator: contract.accumulator, elementsMax: Math.min(elementsMax, climbedElementsMax) };
    const family = families.find((one) => one.id === id);
    const more = () => (kind === "climb" || family === undefined ? mutate(drawn, this.#further, options) : family.generate(this.#further, options));
    return Array.from({ length: Math.min(left, rowsPerCallOf({ rowsPerCall, runs, elementsMax }, drawn.cols)) - 1 }, more);
  }
}

/** Where a batch is from, for people. */
function nameOf({ kind, id }: Arm): string {
  return kind === "climb" ? `targeted search (${id})` : id;
}
