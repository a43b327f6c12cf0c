// The rows that a fingerprint is taken on: of lengths on both sides of where kernels change code, and hard enough that kernels which round
// differently answer differently. Rows near constant tell families apart; plain ones tell orders of summation apart.

import { adaptBatch } from "../../contract/adapt.ts";
import type { FixedParameters } from "../../contract/implementation.ts";
import { exponentOf } from "../../formats/exponent.ts";
import type { Format } from "../../formats/format.ts";
import type { Batch } from "../../oracle/row.ts";
import { ordinaryBeta, ordinaryGamma } from "../../rows/affine.ts";
import { epsilonDefault } from "../../rows/epsilon.ts";
import type { Random } from "../../rows/family.ts";
import { finite } from "../../rows/magnitude.ts";
import { randomFrom } from "../../rows/random.ts";

/** Around the widths of vectors, blocks and chunks. One column tells nothing but whether x − x is 0. */
export const probeLengths: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 31, 33, 64, 65, 100, 128, 129, 256, 768, 1024];

const rowsPerBatch = 64;
/** Values of each length, about, but not more rows than this and not fewer than one batch. */
const valuesPerLength = 40_000;
const rowsPerLengthMax = 1536;

export interface Probes {
  readonly storage: Format;
  readonly fixed?: FixedParameters | undefined;
  readonly seed: number;
}

/** Batches of 64 rows, all lengths; γ and β absent in half of them. The same for the same format, so that fingerprints can be compared. */
export function* probeBatches({ storage, fixed, seed }: Probes): Generator<Batch, void> {
  const random = randomFrom(seed);
  const lengths = fixed?.cols === undefined ? probeLengths : [fixed.cols];
  for (const cols of lengths) {
    const batches = Math.ceil(Math.min(rowsPerLengthMax, valuesPerLength / cols) / rowsPerBatch);
    for (let batch = 0; batch < batches; batch++) {
      const x = new Float64Array(rowsPerBatch * cols);
      for (let r = 0; r < rowsPerBatch; r++) x.set(probeRow(random, storage, cols), r * cols);
      const affine = batch % 4;
      const gamma = affine === 1 || affine === 3 ? ordinaryGamma(random, storage, cols) : undefined;
      const beta = affine === 3 ? ordinaryBeta(random, storage, cols) : undefined;
      const drawn: Batch = { rows: rowsPerBatch, cols, x, eps: epsilonDefault, gamma, beta };
      yield fixed === undefined ? drawn : adaptBatch(drawn, fixed, storage);
    }
  }
}

/** Noise on an offset: none for a third of the rows, else up to where the noise is a few last places of the values. */
function probeRow(random: Random, storage: Format, cols: number): Float64Array {
  const spread = 2 ** random.integer(-6, 3);
  const room = Math.min(storage.precision, exponentOf(storage.maxFinite) - 4 - exponentOf(spread));
  const offset = random.chance(1 / 3) ? 0 : random.sign() * spread * 2 ** random.integer(0, room) * (1 + random.next());
  return Float64Array.from({ length: cols }, () => finite(storage, offset + spread * random.normal()));
}
