// Shrinking as fast-check does it, for tests: from a given batch, by a predicate that says what still fails.

import fc from "fast-check";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batchArbitrary } from "../../src/rows/batch-arbitrary.ts";
import { families } from "./read-families.ts";

export interface Shrunk {
  readonly batch: Batch;
  readonly calls: number;
}

/** What fast-check ends with. Throws where the batch does not fail in the first place. */
export function shrunk(start: Batch, fails: (batch: Batch) => boolean, storageId = "fp16"): Shrunk {
  const storage = formatOf(storageId);
  const arbitrary = batchArbitrary(families[0], { storage, accumulator: storage, elementsMax: 16 });
  let calls = 0;
  const property = fc.property(arbitrary, (batch) => {
    calls++;
    return !fails(batch);
  });
  const { counterexample } = fc.check(property, { examples: [[start]], numRuns: 1 });
  if (!counterexample) throw new Error("nothing to shrink: the batch passes");
  return { batch: counterexample[0], calls };
}
