// Batches drawn as test suites draw them: rows × columns of one distribution, γ and β of another.

import type { StorageFormatId } from "../../../src/contract/implementation.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import type { Batch } from "../../../src/oracle/row.ts";
import type { Random } from "../../../src/rows/family.ts";

/** One value of a distribution. */
export type Draw = (random: Random) => number;

export function uniform(min: number, max: number): Draw {
  return (random) => min + (max - min) * random.fraction();
}

export function normal(mean = 0, deviation = 1): Draw {
  return (random) => mean + deviation * random.normal();
}

export function always(value: number): Draw {
  return () => value;
}

export interface Drawing {
  readonly rows: number;
  readonly cols: number;
  readonly eps: number;
  readonly x: Draw;
  /** Absent: no γ. */
  readonly gamma?: Draw | undefined;
  readonly beta?: Draw | undefined;
}

/** The batch, every value rounded to the format, ε to fp32. */
export function drawBatch({ rows, cols, eps, x, gamma, beta }: Drawing, format: StorageFormatId, random: Random): Batch {
  const { round } = formatOf(format);
  const values = (count: number, draw: Draw) => Float64Array.from({ length: count }, () => round(draw(random)));
  return {
    rows,
    cols,
    x: values(rows * cols, x),
    eps: Math.fround(eps),
    gamma: gamma && values(cols, gamma),
    beta: beta && values(cols, beta),
  };
}

export interface GivenValues {
  readonly rows: readonly (readonly number[])[];
  readonly eps: number;
  readonly gamma?: readonly number[];
  readonly beta?: readonly number[];
}

/** A batch of given values. */
export function batchOfValues(values: GivenValues, format: StorageFormatId): Batch {
  const { round } = formatOf(format);
  return {
    rows: values.rows.length,
    cols: values.rows[0].length,
    x: Float64Array.from(values.rows.flat(), round),
    eps: Math.fround(values.eps),
    gamma: values.gamma && Float64Array.from(values.gamma, round),
    beta: values.beta && Float64Array.from(values.beta, round),
  };
}
