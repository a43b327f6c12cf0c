// The best that any implementation can return: every output of a row rounded once, correctly, into its format.

import type { Format } from "../formats/format.ts";
import type { ExactAnswer } from "./exact-answer.ts";
import { exactAnswer } from "./exact.ts";
import { type IntegerRow, type InverseRoot, integerRow, inverseRoot } from "./integer-row.ts";
import { nearestOutput, outputOf } from "./nearest-output.ts";
import type { Row } from "./row.ts";

/**
 * RN_format(y_i) for every i, correctly rounded (nearest, ties to even; zeros may have either sign). `answer` is the row's exact
 * answer, where the caller has it already. Throws a RangeError when the row has none (non-finite values, or v + ε = 0).
 */
export function correctlyRounded(row: Row, format: Format, answer: ExactAnswer | undefined = exactAnswer(row)): Float64Array {
  if (answer === undefined) throw new RangeError("the row has no exact answer: it holds NaN or ±Infinity, or v + ε is 0");
  const { y, yLow, yError } = answer;
  const rounded = new Float64Array(y.length);
  let exact: { integers: IntegerRow; inverse: InverseRoot } | undefined;
  for (let i = 0; i < y.length; i++) {
    // The exact value lies between y + low and y + high; the slack covers the rounding of these two sums. Rounding is monotone, so
    // equal ends decide - but for narrower formats these doubles may themselves have been rounded, onto a tie, hence the step.
    const slack = Math.abs(yLow[i]) * 2 ** -52 + yError[i] * (1 + 2 ** -50);
    if (slack === 0) {
      rounded[i] = format.round(y[i]);
      continue;
    }
    const low = y[i] + (yLow[i] - slack);
    const high = y[i] + (yLow[i] + slack);
    const step = format.precision === 53 ? 0 : Math.abs(y[i]) * 2 ** -51 + 2 ** -1074;
    const value = format.round(low - step);
    if (value === format.round(high + step)) {
      rounded[i] = value;
      continue;
    }
    if (exact === undefined) {
      const integers = integerRow(row) as IntegerRow; // there is an answer, so there are integers
      exact = { integers, inverse: inverseRoot(integers, 128) };
    }
    const output = outputOf(exact.integers, i, { gamma: row.gamma?.[i] ?? 1, beta: row.beta?.[i] ?? 0 });
    rounded[i] = nearestOutput(format, output, exact.integers, exact.inverse);
  }
  return rounded;
}
