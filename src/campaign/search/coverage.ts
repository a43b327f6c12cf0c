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
const longShare = 1 / 4;
/** Far from 1 the exact answer takes integers, some microseconds a value: magnitudes are tried on short rows. */
const scaledMax = 16;

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

  /** One row of the batch, half of the time with as many columns, else (and short) with values as large, as were tried least so far. */
  lead(batch: Batch, random: Random): Batch {
    const row = oneRow(batch, random.integer(0, batch.rows - 1));
    if (random.chance(1 / 2)) return scaledTo(row.cols > scaledMax ? resized(row, scaledMax) : row, this.#binades.least(random), this.#options.storage);
    const cols = this.#long !== undefined && random.chance(longShare) ? longLengths[this.#long.least(random)]! : this.#lengths.least(random);
    return resized(row, cols);
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
