// The bound of a row under a contract: statistics, then output, with an explanation for people on demand.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Row } from "../oracle/row.ts";
import type { Contract } from "./contract.ts";
import { outputBound } from "./output.ts";
import { storing } from "./storing.ts";
import type { RowBound, Tolerance } from "./row-bound.ts";
import { type RowContext, rowContext } from "./row-context.ts";
import { type StatisticsBound, statisticsBound } from "./statistics.ts";

/** What `contract` promises about `row`, whose exact answer is `exact`. About a microsecond plus a few ns per element. */
export function boundOf(row: Row, exact: ExactAnswer, contract: Contract): RowBound {
  const context = rowContext(row, exact, contract);
  const statistics = statisticsBound(context);
  const output = outputBound(row, exact, context, statistics);
  return {
    errors: output.errors,
    finite: output.finite,
    informative: output.informative,
    sumError: output.sumError,
    meanSquareDown: output.meanSquareDown,
    meanSquareUp: output.meanSquareUp,
    meanError: statistics.meanError,
    meanErrorNormalised: statistics.shift,
    rstdErrorUp: statistics.rstdUp,
    rstdErrorDown: statistics.rstdDown,
    explain: (i) => explain(i, { row, exact, context, statistics, total: output.errors[i]! }),
  };
}

interface Explained {
  readonly row: Row;
  readonly exact: ExactAnswer;
  readonly context: RowContext;
  readonly statistics: StatisticsBound;
  readonly total: number;
}

function explain(i: number, { row, exact, context: c, statistics: s, total }: Explained): Tolerance {
  const { storage, accumulator, algorithm, summation, arithmetic } = c.contract;
  const g = row.gamma === undefined ? 1 : Math.abs(row.gamma[i]!);
  const y = Math.abs(exact.y[i]!);
  const normalised = Math.abs(exact.normalised[i]!);
  const distance = s.reference === "mean" ? Math.abs(c.d[i]!) : Math.abs(c.d[i]! - c.d[0]!);
  const terms = [
    { label: "mean", value: g * (s.shift + s.slope * distance) },
    { label: "variance", value: g * normalised * s.fromVariance },
    { label: "ε", value: g * normalised * s.fromEps },
    { label: "storage rounding", value: storage === accumulator ? 0 : storing(storage, arithmetic).rounding * y + storing(storage, arithmetic).underflow },
  ];
  const rest = total - terms.reduce((sum, term) => sum + term.value, 0);
  terms.push({ label: "root and output", value: Math.max(0, rest) });
  const order = typeof summation === "object" ? `summation height ${summation.height}` : summation === "any" ? "any order" : `${summation} sums`;
  const kappa = exact.statistics.conditionNumber;
  return {
    value: total,
    terms: terms.filter((term) => term.value > 0),
    source: `${algorithm}, ${order}, n = ${c.n}, κ = ${kappa.toPrecision(3)}, ${arithmetic === "wgsl" ? `an ulp of 2^-${accumulator.precision - 1} (WGSL)` : `u = 2^-${accumulator.precision}`}`,
  };
}
