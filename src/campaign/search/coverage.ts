// Where nobody has been yet: which lengths and which binades of magnitude a run has tried, so that a kernel that is wrong at one of them only
// is met after as many rows as there are lengths, not after as many as chance needs.

import { exponentOf } from "../../formats/exponent.ts";
import type { Batch } from "../../oracle/row.ts";
import type { GenerateOptions, Random } from "../../rows/family.ts";
import { edgeLengths } from "../../rows/lengths.ts";
import { exponentLowest } from "../../rows/magnitude.ts";
import { magnitudeOf, oneRow, resized, scaledTo } from "../../rows/reshape.ts";

/** Every length up to this one; beyond, those at which kernels change code. */
const lengthMax = 130;
const longLengths = edgeLengths.filter((length) => length > lengthMax);
/** Long rows cost as much as hundreds of short ones. */
const longShare = 1 / 6;

export class Coverage {
  readonly #options: GenerateOptions;
  readonly #lengths: Counts;
  /** By place in `longLengths`. */
  readonly #long: Counts | undefined;
  readonly #binades: Counts;

  constructor(options: GenerateOptions) {
    this.#options = options;
    this.#lengths = new Counts(1, Math.min(lengthMax, options.elementsMax));
    const long = longLengths.filter((length) => length <= options.elementsMax).length;
    this.#long = long === 0 ? undefined : new Counts(0, long - 1);
    this.#binades = new Counts(exponentLowest(options.storage), options.storage.exponentMax);
  }

  visit(batch: Batch): void {
    this.#lengths.add(batch.cols);
    if (batch.cols > lengthMax) this.#long?.add(longLengths.indexOf(batch.cols));
    this.#binades.add(exponentOf(magnitudeOf(batch.x)));
  }

  /** One row of the batch with as many columns, and half of the time values as large, as were tried least so far. */
  lead(batch: Batch, random: Random): Batch {
    const cols = this.#long !== undefined && random.chance(longShare) ? longLengths[this.#long.least(random)]! : this.#lengths.least(random);
    const row = resized(oneRow(batch, random.integer(0, batch.rows - 1)), cols);
    return random.chance(1 / 2) ? scaledTo(row, this.#binades.least(random), this.#options.storage) : row;
  }
}

/** How often each integer of a range came up; others are ignored. */
class Counts {
  readonly #first: number;
  readonly #counts: Uint32Array;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#counts = new Uint32Array(last - first + 1);
  }

  add(value: number): void {
    const place = value - this.#first;
    if (place >= 0 && place < this.#counts.length) this.#counts[place]!++;
  }

  /** The one that came up least, the first of equals from a random place on. */
  least(random: Random): number {
    const counts = this.#counts;
    let best = random.integer(0, counts.length - 1);
    for (let step = 0, place = best; step < counts.length; step++, place = (place + 1) % counts.length) if (counts[place]! < counts[best]!) best = place;
    return this.#first + best;
  }
}
