// Bounds for many rows at once: what every E_i of a set of rows is at least, and at most. Proofs that try every row evaluate these
// once, and the bound of a row itself only where an error lies between the two. Derivation: docs/bounds.md, "Exhaustive proofs".

import type { Row } from "../oracle/row.ts";
import type { Contract } from "./contract.ts";
import { evaluationSlack, growth } from "./growth.ts";
import { informativeShare } from "./output.ts";
import { rowContext } from "./row-context.ts";
import { momentsOf } from "./statistics.ts";

/** slope·|y| + offset, for rows without γ and β. */
export interface LinearBound {
  readonly slope: number;
  readonly offset: number;
}

/** Rows of n values with max |x_i| ≤ magnitudeMax and shiftedMin ≤ v + ε ≤ shiftedMax. */
export interface Cell {
  readonly n: number;
  readonly eps: number;
  readonly magnitudeMax: number;
  readonly shiftedMin: number;
  readonly shiftedMax: number;
}

/**
 * E_i ≥ this on every row inside the contract. The root is off by at least 1 − e^(−2u) ≥ 2u − 2u², every form of the output by 2u more
 * and half of λ, and storage that is narrower adds a rounding of its own.
 */
export function errorFloor({ storage, accumulator }: Contract): LinearBound {
  const u = accumulator.unitRoundoff;
  const narrower = storage !== accumulator;
  return {
    slope: (4 * u - 2 * u * u + (narrower ? storage.unitRoundoff / (1 + storage.unitRoundoff) : 0)) * (1 - 2 ** -48),
    offset: (accumulator.minSubnormal / 2 + (narrower ? storage.minSubnormal / 2 : 0)) * (1 - 2 ** -48),
  };
}

/**
 * E_i ≤ this on every row of the cell, and every such row is inside the contract; undefined where that cannot be said. The moments'
 * errors grow with each statistic of the row (fixed n), so they are taken at the largest that the cell allows; the root at the
 * smallest v + ε. Welford's and the shifted bound depend on the order of the row, and have no ceiling; nor has WGSL, whose bound depends on subnormal values.
 */
export function errorCeiling(contract: Contract, cell: Cell): LinearBound | undefined {
  const { storage, accumulator, algorithm, output } = contract;
  const { n, magnitudeMax: m, shiftedMin, shiftedMax } = cell;
  if (algorithm === "welford" || algorithm === "shifted" || contract.arithmetic === "wgsl" || !(shiftedMin > 0)) return undefined;
  const c = cornerContext(contract, cell);
  const { u, lambda, omega } = c;
  const rstdExact = (1 / Math.sqrt(shiftedMin)) * (1 + 2 ** -50);
  let meanError = 0;
  let shift = 0;
  let slope = 0;
  let rstdUp = 0;
  let rstdDown = 0;
  for (const moments of momentsOf[algorithm]) {
    const bound = moments(c);
    const up = bound.varianceUp + c.epsError;
    const down = bound.varianceDown + c.epsError;
    const relativeUp = (up + u * (shiftedMax + up)) / shiftedMin;
    const relativeDown = down / shiftedMin + u;
    if (!bound.finite || !(relativeDown < 1) || !(shiftedMax * (1 + relativeUp) <= omega)) return undefined;
    const rounding = Math.log1p(u) - Math.log1p(-u);
    const own = Math.expm1(rounding - 0.5 * Math.log1p(-relativeDown));
    rstdUp = Math.max(rstdUp, own);
    rstdDown = Math.max(rstdDown, -Math.expm1(-rounding - 0.5 * Math.log1p(relativeUp)));
    shift = Math.max(shift, (bound.deviation?.shift ?? bound.meanError) * rstdExact * (1 + own));
    // slope·r̂·|d_i| = slope·(1 + rstdUp)·|x̂_i|
    slope = Math.max(slope, (bound.deviation?.slope ?? 0) * (1 + own));
    meanError = Math.max(meanError, bound.meanError);
  }
  const two = growth(2, u);
  const rstd = rstdExact * (1 + rstdUp);
  const reach = m + meanError;
  // E = |x̂|·P + s + local, every part as slope·|x̂| + offset: the larger of the two output steps' parts, whichever form it is.
  const products = output === "centred" ? 0 : u * rstd * (m + reach) + lambda;
  const common = Math.max(rstdUp, rstdDown) + slope;
  const localSlope = Math.max(two * (1 + rstdUp + slope), u * (1 + common));
  const localOffset = Math.max(two * shift + lambda / 2, products + u * (shift + products));
  let total = { slope: common + localSlope, offset: shift + localOffset };
  if (storage !== accumulator) {
    const rounding = storage.unitRoundoff / (1 + storage.unitRoundoff);
    total = { slope: total.slope * (1 + rounding) + rounding, offset: total.offset * (1 + rounding) + storage.minSubnormal / 2 };
  }
  total = { slope: total.slope * evaluationSlack ** 2, offset: total.offset * evaluationSlack ** 2 };
  // |x̂_i| ≤ √(n − 1) (Samuelson 1968); a quarter of max(|x̂|, 1) is not exceeded when slope + offset is no more than that.
  const largest = Math.sqrt(n) * (1 + total.slope) + total.offset;
  const inside = total.slope + total.offset <= informativeShare && largest <= storage.maxFinite && rstd * reach * (1 + two) <= omega;
  return inside ? total : undefined;
}

/** The statistics of no row in particular: each as large as it can be in the cell. */
function cornerContext(contract: Contract, { n, eps, magnitudeMax: m, shiftedMax }: Cell) {
  const variance = Math.min(shiftedMax, m * m) * (1 + 2 ** -50);
  const sigma = Math.sqrt(variance);
  // Samuelson 1968: |d_i| ≤ σ√(n − 1). The spread is at most twice that.
  const deviationMax = Math.min(sigma * Math.sqrt(n), 2 * m) * (1 + 2 ** -50);
  const deviations = new Float64Array(Math.max(n, 2));
  deviations[0] = deviationMax;
  deviations[1] = -deviationMax;
  const row: Row = { x: new Float64Array(n).fill(m), eps };
  const statistics = {
    n,
    mean: m,
    variance,
    deviations,
    deviationMax,
    deviationMean: sigma,
    magnitudeMean: m,
    magnitudeMax: m,
    meanSquare: m * m * (1 + 2 ** -50),
    conditionNumber: 1,
  };
  const nothing = new Float64Array(n);
  const rstd = 1 / Math.sqrt(variance + eps);
  return rowContext(row, { statistics, rstd, normalised: nothing, y: nothing, yLow: nothing, yError: nothing, path: "double-double" }, contract);
}
