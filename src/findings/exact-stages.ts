// What every stage of a row's LayerNorm should have been, from integers: each value is the exact one, rounded once to a double.

import type { StageId } from "../contract/stage.ts";
import { ratioToDouble, toDouble } from "../oracle/dyadic.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import { integerRow } from "../oracle/integer-row.ts";
import type { Row } from "../oracle/row.ts";

export type ExactStages = Readonly<Record<StageId, number | Float64Array>>;

/** Every stage of a row with an exact answer. 1/√(v + ε), its reciprocal and x̂ are those of the answer, within a few 2^-53. */
export function exactStages(row: Row, { rstd, normalised, y }: ExactAnswer): ExactStages {
  const integers = integerRow(row);
  if (integers === undefined) throw new RangeError("a row with an exact answer has finite values and v + ε > 0");
  const { n, unit, x, sum, squares, deviations, variance, shifted, half } = integers;
  const all = (values: readonly bigint[], value: (integer: bigint) => number) => Float64Array.from(values, value);
  return {
    sum: toDouble(sum, unit),
    mean: ratioToDouble(sum, n, unit),
    deviations: all(deviations, (d) => ratioToDouble(d, n, unit)),
    squares: all(deviations, (d) => ratioToDouble(d * d, n * n, 2 * unit)),
    "sum-of-squares": ratioToDouble(variance, n, 2 * unit),
    "squares-of-x": all(x, (value) => toDouble(value * value, 2 * unit)),
    "sum-of-squares-of-x": toDouble(squares, 2 * unit),
    "mean-square-of-x": ratioToDouble(squares, n, 2 * unit),
    variance: ratioToDouble(variance, n * n, 2 * unit),
    epsilon: row.eps,
    total: ratioToDouble(shifted, n * n, 2 * half),
    root: 1 / rstd,
    rstd,
    normalised,
    affine: y,
  };
}
