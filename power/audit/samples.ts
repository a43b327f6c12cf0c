// The rows that the audit is made on, from a seed. Normal rows are what the curves are drawn over; the other kinds are for properties that have nothing
// to say about a normal row.

import type { Batch } from "../../src/oracle/row.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { conditionedRow } from "../../src/rows/conditioned-row.ts";
import type { Random } from "../../src/rows/family.ts";
import { randomFrom, seedFrom } from "../../src/rows/random.ts";

/** The usual one, as the fp32 number that kernels are given; 10^5 times below the variance of every sample. */
export const eps = Math.fround(1e-5);

export interface SampleOptions {
  readonly format: StorageFormatId;
  readonly n: number;
  readonly conditionNumber: number;
  readonly rows: number;
  readonly seed: string;
}

/** How many draws may be refused for each that is kept. */
const drawsMax = 20;

/** `rows` batches of one normal row; undefined where the format cannot hold such rows. */
export function normalRows({ format, n, conditionNumber, rows, seed }: SampleOptions): readonly Batch[] | undefined {
  const random = randomFrom(seedFrom(seed, `${format}/${n}/${conditionNumber}`));
  const batches: Batch[] = [];
  for (let draw = 0; draw < rows * drawsMax && batches.length < rows; draw++) {
    const x = conditionedRow(formatOf(format), { n, conditionNumber, eps }, random);
    if (x !== undefined) batches.push({ rows: 1, cols: n, x, eps });
  }
  return batches.length === rows ? batches : undefined;
}

type Change = (batch: Batch, round: (value: number) => number, random: Random) => Batch;

/** Every kind of sample, the first that a property judges on all rows is used for it. */
const changes: Readonly<Record<string, Change>> = {
  normal: (batch) => batch,
  "with γ, β": (batch, round, random) => ({ ...batch, gamma: batch.x.map(() => round(0.5 + random.next())), beta: batch.x.map(() => round(random.normal())) }),
  "two rows": (batch) => ({ ...batch, rows: 2, x: Float64Array.of(...batch.x, ...batch.x.slice().reverse()) }),
  "with repeats": (batch) => ({ ...batch, x: batch.x.map((_, i) => batch.x[i >> 1]) }),
  "small integers, n = 2": (batch, _, random) => {
    const first = random.integer(-60, 60);
    return { ...batch, cols: 2, x: Float64Array.of(first, first + 2 * random.integer(1, 30)) };
  },
  constant: (batch) => ({ ...batch, x: batch.x.map(() => batch.x[0]) }),
  "n = 1": (batch) => ({ ...batch, cols: 1, x: batch.x.slice(0, 1) }),
};

export const sampleKinds: readonly string[] = Object.keys(changes);

/** The rows as another kind. */
export function ofKind(kind: string, batches: readonly Batch[], { format, seed }: Pick<SampleOptions, "format" | "seed">): readonly Batch[] {
  const random = randomFrom(seedFrom(seed, kind));
  const { round } = formatOf(format);
  return batches.map((batch) => changes[kind](batch, round, random));
}
