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
  derive: (batch) => choices.map(({ isChanged }) => ({ ...batch, gamma: changed(batch.gamma, isChanged), beta: changed(batch.beta, isChanged) })),
  check(call, others) {
    const worst = new WorstCase();
    const { rows, cols } = call.batch;
    for (let r = 0; r < rows; r++) {
      if (!isJudged(call.row(r))) continue;
      for (const [d, { isChanged }] of choices.entries()) {
        for (let i = 0; i < cols; i++) if (!isChanged(i)) worst.seeSame(others[d].y[r * cols + i], call.y[r * cols + i], r, i, d);
      }
    }
    return worst.verdict(({ row, column, derived = 0 }) => {
      const { storage } = call.contract;
      const [observed, expected] = [others[derived].y[row * cols + column], call.y[row * cols + column]];
      return {
        observed,
        expected,
        tolerance: exactly("γ and β of other columns do not enter"),
        message: `y[${column}] goes from ${show(expected, storage)} to ${show(observed, storage)} when γ and β are changed in ${choices[derived].columns} only`,
      };
    });
  },
} satisfies Property;

/**
 * The columns that change, three times; the others are watched. Neighbours of every column that is watched; but a wrong index may keep parity (two columns on,
 * a stride of four, the row from its end where n is odd). The parity of the number of ones in the index follows no stride, and its opposite watches those
 * that it changed: no shift, stride, reversal, exchange or tiling of columns that we know goes unseen by all three.
 */
const choices = [
  { columns: "the odd columns", isChanged: (column: number) => column % 2 === 1 },
  { columns: "columns whose index has an odd number of ones", isChanged: hasOddOnes },
  { columns: "columns whose index has an even number of ones", isChanged: (column: number) => !hasOddOnes(column) },
] as const;

/** Whether the number of ones in the binary digits is odd (the Thue–Morse sequence). */
function hasOddOnes(index: number): boolean {
  let odd = false;
  for (let rest = index; rest > 0; rest &= rest - 1) odd = !odd;
  return odd;
}

/** Another small number in the columns to change, exact in every format. */
function changed(values: Float64Array | undefined, isChanged: (column: number) => boolean): Float64Array | undefined {
  if (values === undefined) return undefined;
  const others = doubles(values.length);
  for (let i = 0; i < values.length; i++) others[i] = isChanged(i) ? (values[i] === 2 ? -3 : 2) : values[i];
  return others;
}
