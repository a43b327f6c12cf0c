// The long way, for orbits that the double filter leaves open: certified answer and bound of the representative, and integers where
// even those are in doubt.

import { boundOf } from "../../bounds/bound-of.ts";
import type { Contract } from "../../bounds/contract.ts";
import type { ExactAnswer } from "../../oracle/exact-answer.ts";
import { exactAnswer } from "../../oracle/exact.ts";
import { integerAnswer } from "../../oracle/integer.ts";
import { correctlyRounded } from "../../oracle/round-answer.ts";
import type { Row } from "../../oracle/row.ts";

export interface SettledOrbit {
  /** Undefined where v + ε = 0: nothing is right there, and nothing promised. */
  readonly exact: ExactAnswer | undefined;
  /** What an output may be off by: E_i with the slack that every judgement here has (properties/oracle-agreement.ts). */
  readonly allowed: Float64Array;
  /** Outputs must be finite; errors are bounded as well. */
  readonly finite: boolean;
  readonly inside: boolean;
  readonly rounded: Float64Array;
  readonly row: Row;
}

/** Bounds are themselves evaluated in doubles: src/bounds/growth.ts. */
export const allowance = 1 + 1e-9;

/** Algorithms whose bound depends on the order of the row: it is evaluated for every order by itself. */
export function boundNeedsOrder({ algorithm }: Contract): boolean {
  return algorithm === "welford" || algorithm === "shifted";
}

export function settleOrbit(row: Row, contract: Contract): SettledOrbit {
  const exact = exactAnswer(row);
  if (exact === undefined) {
    const nothing = new Float64Array(row.x.length).fill(Infinity);
    return { exact, allowed: nothing, finite: false, inside: false, rounded: nothing, row };
  }
  const { errors, finite, informative } = boundOf(row, exact, contract);
  return {
    exact,
    allowed: errors.map((error) => error * allowance),
    finite,
    inside: finite && informative,
    rounded: correctlyRounded(row, contract.storage, exact),
    row,
  };
}

/** |y − exact value i| ÷ what is allowed; Infinity unless y is finite. Errors next to the bound are decided by integers. */
export function marginOf({ exact, allowed, row }: SettledOrbit, y: number, i: number): number {
  const margin = within(exact!, allowed[i], y, i);
  if (margin !== undefined) return margin;
  return within(integerAnswer(row)!, allowed[i], y, i) ?? 1;
}

/** The margin; undefined where the answer's own error could put it on the other side of 1. */
function within({ y: high, yLow, yError }: ExactAnswer, allowed: number, y: number, i: number): number | undefined {
  const error = Math.abs(y - high[i] - yLow[i]);
  if (!(error < Infinity)) return Infinity;
  // 2^-51: the two subtractions.
  const doubt = yError[i] + error * 2 ** -51;
  if (Math.abs(error - allowed) <= doubt) return undefined;
  return error / allowed;
}
