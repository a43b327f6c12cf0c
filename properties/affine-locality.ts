// γ_j and β_j belong to column j: changing them changes no other column, not by a bit.

import { isFiniteBatch } from "../src/contract/batch-values.ts";
import { exactly, isJudged, show, WorstCase } from "../src/contract/judge.ts";
import type { Property } from "../src/contract/property.ts";
import { doubles } from "../src/oracle/doubles.ts";

export default {
  id: "affine-locality",
  statement: "changing γ_j and β_j leaves every y_i with i ≠ j as it was, exactly",
  why: "γ and β read with the wrong index, stride or byte count, or broadcast along rows, give plausible outputs that no test with γ = 1, β = 0 can tell.",
  applies: (batch) => batch.cols > 1 && (batch.gamma !== undefined || batch.beta !== undefined) && isFiniteBatch(batch),
  derive: (batch) => [{ ...batch, gamma: changed(batch.gamma), beta: changed(batch.beta) }],
  check(call, [other]) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      if (!isJudged(call.row(r))) continue;
      for (let i = 0; i < cols; i++) if (!isChanged(i)) worst.seeSame(other.y[r * cols + i], call.y[r * cols + i], r, i, 0);
    }
    return worst.verdict(({ row, column }) => {
      const { storage } = call.contract;
      const [observed, expected] = [other.y[row * cols + column], call.y[row * cols + column]];
      return {
        observed,
        expected,
        tolerance: exactly("γ and β of other columns do not enter"),
        message: `y[${column}] goes from ${show(expected, storage)} to ${show(observed, storage)} when γ and β are changed in the odd columns only`,
      };
    });
  },
} satisfies Property;

/** Every other column: neighbours on both sides of each column that is watched. */
function isChanged(column: number): boolean {
  return column % 2 === 1;
}

/** Another small number in the columns to change, exact in every format. */
function changed(values: Float64Array | undefined): Float64Array | undefined {
  if (values === undefined) return undefined;
  const others = doubles(values.length);
  for (let i = 0; i < values.length; i++) others[i] = isChanged(i) ? (values[i] === 2 ? -3 : 2) : values[i];
  return others;
}
