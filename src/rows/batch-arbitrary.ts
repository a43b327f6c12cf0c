// Row families as fast-check arbitraries: its runner drives generation, from one 32-bit seed per batch, and shrinking, on the values
// themselves. Examples given to fast-check shrink as well as generated batches do.

import fc from "fast-check";
import type { Format } from "../formats/format.ts";
import type { Batch } from "../oracle/row.ts";
import type { GenerateOptions, RowFamily } from "./family.ts";
import { randomFrom } from "./random.ts";
import { type Place, simplerCandidates } from "./simpler.ts";

/** Batches of one family. Shrinks any batch in the storage format, wherever it is from. */
export function batchArbitrary(family: RowFamily, options: GenerateOptions): fc.Arbitrary<Batch> {
  return new BatchArbitrary(options.storage, (seed) => family.generate(randomFrom(seed), options));
}

/** Batches of all the families, each as often as its weight says. Throws a RangeError without families. */
export function anyBatch(families: readonly RowFamily[], options: GenerateOptions): fc.Arbitrary<Batch> {
  const total = families.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) throw new RangeError("no row families to choose from: give at least one with a weight above 0");
  return new BatchArbitrary(options.storage, (seed) => {
    const random = randomFrom(seed);
    return familyAt(families, random.next() * total).generate(random, options);
  });
}

function familyAt(families: readonly RowFamily[], weight: number): RowFamily {
  let rest = weight;
  for (const family of families) {
    rest -= family.weight ?? 1;
    if (rest < 0) return family;
  }
  return families[families.length - 1];
}

class BatchArbitrary extends fc.Arbitrary<Batch> {
  readonly #storage: Format;
  readonly #expand: (seed: number) => Batch;

  constructor(storage: Format, expand: (seed: number) => Batch) {
    super();
    this.#storage = storage;
    this.#expand = expand;
  }

  override generate(random: fc.Random): fc.Value<Batch> {
    return new fc.Value(this.#expand(random.nextInt(-(2 ** 31), 2 ** 31 - 1)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Batch {
    return typeof value === "object" && value !== null && "rows" in value && "cols" in value && "x" in value && value.x instanceof Float64Array;
  }

  override shrink(batch: Batch, place: unknown): fc.Stream<fc.Value<Batch>> {
    return new fc.Stream(values(simplerCandidates(batch, this.#storage, place as Place | undefined)));
  }
}

function* values(candidates: Iterable<{ batch: Batch; place: Place }>): Generator<fc.Value<Batch>, void> {
  for (const { batch, place } of candidates) yield new fc.Value(batch, place);
}
