// What projects compare with: the formula in doubles, or in the fp32 of their own framework, rounded to the storage format or not.

import type { StorageFormatId } from "../../../src/contract/implementation.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import fp64 from "../../../src/impls/fp64.ts";
import twoPassPairwise from "../../../src/impls/two-pass-pairwise-fp32.ts";
import twoPassSequential from "../../../src/impls/fp32.ts";
import type { Batch } from "../../../src/oracle/row.ts";

/** Two passes in doubles; also for gold numbers that were made by a formula, since those have more digits than tolerances ask for. */
export function inDoubles({ x, ...shape }: Batch): Float64Array {
  return fp64.forward(x, { ...shape, gamma: shape.gamma, beta: shape.beta });
}

/** The same, stored in the element type. */
export function inDoublesStored(format: StorageFormatId): (batch: Batch) => Float64Array {
  const { round } = formatOf(format);
  return (batch) => inDoubles(batch).map(round);
}

/** Two passes in fp32 with tree sums, as numpy, PyTorch and XLA reduce. */
export function inFp32({ x, ...shape }: Batch): Float64Array {
  return twoPassPairwise.forward(x, { ...shape, gamma: shape.gamma, beta: shape.beta });
}

/** Two passes in fp32 that add from left to right, as plain loops do. */
export function inFp32Sequentially({ x, ...shape }: Batch): Float64Array {
  return twoPassSequential.forward(x, { ...shape, gamma: shape.gamma, beta: shape.beta });
}

/** A reference in fp32 whose answer is stored in the element type. */
export function inFp32Stored(format: StorageFormatId): (batch: Batch) => Float64Array {
  const { round } = formatOf(format);
  return (batch) => inFp32(batch).map(round);
}
