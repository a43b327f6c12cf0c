// Whether a model gives an engine's outputs, bit for bit: on rows of every family and on plain rows of every length at which kernels change code.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { affineFrom } from "../../src/rows/affine.ts";
import type { RowFamily } from "../../src/rows/family.ts";
import { edgeLengths } from "../../src/rows/lengths.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { finite } from "../../src/rows/magnitude.ts";

export interface Agreement {
  readonly rows: number;
  readonly values: number;
  /** Rows with a value that differs; NaN is NaN whatever its bits, −0 is not 0. */
  readonly rowsDifferent: number;
  /** The first of them, with its first value. */
  readonly first?: { readonly x: readonly number[]; readonly eps: number; readonly affine: boolean; readonly engine: number; readonly model: number };
}

export interface Comparison {
  readonly engine: LayerNormImplementation;
  readonly model: LayerNormImplementation;
  readonly families: readonly RowFamily[];
  readonly seed: number;
  /** Ends with the batch that reaches it. */
  readonly valuesMin: number;
}

export async function compare({ engine, model, families, seed, valuesMin }: Comparison): Promise<Agreement> {
  let [rows, values, rowsDifferent] = [0, 0, 0];
  let first: Agreement["first"];
  for (const batch of batches(engine, families, seed)) {
    const { cols, eps, gamma, beta } = batch;
    const shape = { rows: batch.rows, cols, eps, gamma, beta };
    const [y, z] = [await engine.forward(batch.x.slice(), shape), await model.forward(batch.x.slice(), shape)];
    for (let start = 0; start < batch.x.length; start += cols) {
      let i = start;
      while (i < start + cols && Object.is(y[i], z[i])) i++;
      if (i === start + cols) continue;
      rowsDifferent++;
      first ??= { x: [...batch.x.subarray(start, start + cols)], eps, affine: gamma !== undefined || beta !== undefined, engine: y[i]!, model: z[i]! };
    }
    rows += batch.rows;
    values += batch.x.length;
    if (values >= valuesMin) break;
  }
  return { rows, values, rowsDifferent, ...(first && { first }) };
}

/** One batch of each family, then one of plain rows, over and over. */
function* batches(engine: LayerNormImplementation, families: readonly RowFamily[], seed: number): Generator<Batch, never> {
  const { storage, accumulator } = resolveContract(engine);
  const random = randomFrom(seed);
  for (;;) {
    for (const family of families) yield family.generate(random, { storage, accumulator, elementsMax: 4100 });
    const cols = random.pick(edgeLengths);
    const rows = Math.max(1, Math.min(64, Math.floor(8192 / cols)));
    const [offset, spread] = [random.chance(1 / 3) ? 0 : 2 ** random.integer(-4, 12), 2 ** random.integer(-6, 6)];
    const x = Float64Array.from({ length: rows * cols }, () => finite(storage, offset + spread * random.normal()));
    yield { rows, cols, x, eps: Math.fround(1e-5), ...affineFrom(random, storage, cols) };
  }
}
