// From mean and rstd to the output: E_i for every way of forming it (NUMERICS A1 to A4, and γ·r folded), without and with γ and β,
// and the last rounding into storage.

import type { Format } from "../formats/format.ts";
import { doubles } from "../oracle/doubles.ts";
import type { Row } from "../oracle/row.ts";
import type { ExactAnswer } from "../oracle/exact-answer.ts";
import { isSubnormal } from "./arithmetic.ts";
import { evaluationSlack } from "./growth.ts";
import { storing } from "./storing.ts";
import type { RowContext } from "./row-context.ts";
import type { StatisticsBound } from "./statistics.ts";

export interface OutputBound {
  readonly errors: Float64Array;
  readonly finite: boolean;
  readonly informative: boolean;
  readonly sumError: number;
  readonly meanSquareDown: number;
  readonly meanSquareUp: number;
}

/** Largest share of the output's own scale at which a bound still says something. */
export const informativeShare = 1 / 4;

export function outputBound(row: Row, exact: ExactAnswer, c: RowContext, s: StatisticsBound): OutputBound {
  const { n, u, lambda, x, d, mu } = c;
  const { gamma, beta } = row;
  const { storage, accumulator, output, arithmetic } = c.contract;
  const errors = doubles(n);
  if (!(s.rstdUp < Number.POSITIVE_INFINITY && s.shift < Number.POSITIVE_INFINITY) || (arithmetic === "wgsl" && hasSubnormal(row, storage))) {
    return nothingPromised(errors);
  }
  const narrower = storage !== accumulator;
  const { rounding: storageRounding, underflow: storageUnderflow } = storing(storage, arithmetic);
  const floor = 4 * (lambda + storage.minSubnormal);
  const expanded = output === "any" || output === "expanded";
  const folded = output === "any" || output === "folded";
  const centred = output === "any" || output === "centred";
  const two = c.growth2;
  const rootError = Math.max(s.rstdUp, s.rstdDown);
  const rstd = c.r * (1 + s.rstdUp);
  const meanMax = mu + s.meanError;
  const first = d[0]!;
  const flushed = c.flushed * rstd;

  let finite = s.finite && rstd <= c.omega;
  let informative = true;
  let shifts = 0;
  let locals = 0;
  let localSquares = 0;
  let normalisedSquares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = Math.abs(d[i]!);
    const size = Math.abs(x[i]!);
    const normalised = Math.abs(exact.normalised[i]!);
    const shift = s.shift + (s.slope === 0 ? 0 : s.slope * (s.reference === "mean" ? deviation : Math.abs(d[i]! - first)));
    // (x − m)·r: two roundings of the product. x·r − m·r: each product rounds at its own size, κ times that of the result.
    const common = normalised * rootError + shift;
    let local = 0;
    if (centred || folded) local = two * (normalised * (1 + s.rstdUp) + shift) + lambda / 2;
    if (expanded || folded) {
      const products = u * rstd * (size + meanMax) + lambda;
      local = Math.max(local, products + u * (normalised + common + products));
    }
    local += flushed;
    let error = common + local;
    let scale = Math.max(normalised, 1);
    const y = Math.abs(exact.y[i]!);
    if (gamma !== undefined || beta !== undefined) {
      const g = gamma === undefined ? 1 : Math.abs(gamma[i]!);
      const b = beta === undefined ? 0 : Math.abs(beta[i]!);
      let affine = error;
      // γ·x̂, or γ·t·r or (γ·r)·t in either order: the same roundings; a first product that underflows is scaled by r or by t.
      if (gamma !== undefined) affine = g * error * (1 + u) + u * g * normalised + (lambda / 2) * (1 + (rstd + deviation + s.meanError) * (1 + two));
      if (folded) {
        // x·a + (β − m·a) with a = fl(γ·r): both products round at the size of x·a, and the inner sum at that of β and m·a. Written out: as
        // a function of ten numbers it costs more than the rest of the loop.
        const slope = g * rstd * (1 + u) + lambda / 2;
        const slopeError = u * g * rstd + lambda / 2;
        const inner = b + meanMax * slope * (1 + u) + lambda / 2;
        const statistics = g * (normalised * rootError + shift * (1 + u)) + slopeError * deviation + (lambda / 2) * s.meanError;
        affine = Math.max(affine, statistics + u * slope * (size + meanMax) + lambda + u * inner);
      }
      if (beta !== undefined) affine += u * (y + affine);
      finite = finite && g * Math.max(normalised + error, deviation + s.meanError, rstd) * (1 + two) <= c.omega;
      if (folded) finite = finite && b + g * rstd * Math.max(meanMax, size) * (1 + c.growth4) <= c.omega;
      error = affine;
      scale = g * scale + b;
    }
    const stored = narrower ? storageRounding * (y + error) + storageUnderflow : 0;
    error = (error + stored) * evaluationSlack;
    errors[i] = error;
    // γ_i = 0 leaves β_i and what underflows beside it: a column without a scale of its own says nothing about the others.
    if (!(error <= informativeShare * scale + floor) && gamma?.[i] !== 0) informative = false;
    finite = finite && y + error <= storage.maxFinite;
    const localTotal = local + stored;
    shifts += shift;
    locals += localTotal;
    localSquares += localTotal * localTotal;
    normalisedSquares += normalised * normalised;
  }
  if (expanded || folded) finite = finite && rstd * Math.max(c.xMax, meanMax) * (1 + two) * gammaMax(gamma) <= c.omega;
  const rms = Math.sqrt(normalisedSquares / n);
  const localRms = Math.sqrt(localSquares / n);
  const shift = shifts / n + s.slope * c.dMax;
  const slanted = s.slope === 0 ? 0 : shift;
  // An overflow voids every error bound.
  if (!finite) return nothingPromised(errors);
  return {
    errors,
    finite,
    informative,
    // Σ x̂_i = 0, so the common factor r̂/r cancels; what is left is the shift, n times, and the local roundings.
    sumError: (shifts + locals) * evaluationSlack,
    // ŷ_i = x̂_i·ρ − shift + local_i: Minkowski's inequality in the root mean square.
    meanSquareDown: fallOf(rms, rms * s.rstdDown + slanted + localRms) * evaluationSlack,
    meanSquareUp: riseOf({ rms, growth: s.rstdUp, shift, local: slanted + localRms }) * evaluationSlack,
  };
}

function nothingPromised(errors: Float64Array): OutputBound {
  errors.fill(Number.POSITIVE_INFINITY);
  return { errors, finite: false, informative: false, sumError: Number.POSITIVE_INFINITY, meanSquareDown: Number.POSITIVE_INFINITY, meanSquareUp: Number.POSITIVE_INFINITY };
}

/** R² − max(0, R − m)² = m(2R − m) while m < R. The slack of a bound is on such a deviation, never on R² itself, of which it would be millions of u of fp64. */
function fallOf(rms: number, moved: number): number {
  return moved < rms ? moved * (2 * rms - moved) : rms * rms;
}

/** (√(R²(1 + p)² + s²) + l)² − R² = R²·p(2 + p) + s² + l(2√(R²(1 + p)² + s²) + l). */
function riseOf({ rms, growth, shift, local }: { rms: number; growth: number; shift: number; local: number }): number {
  return rms * rms * growth * (2 + growth) + shift * shift + local * (2 * Math.hypot(rms * (1 + growth), shift) + local);
}

/** What a shader may read as 0, and be right: nothing is promised of a row with such a value. */
function hasSubnormal({ x, gamma, beta }: Row, storage: Format): boolean {
  const one = (value: number) => isSubnormal(value, storage);
  return x.some(one) || (gamma?.some(one) ?? false) || (beta?.some(one) ?? false);
}

function gammaMax(gamma: Float64Array | undefined): number {
  if (gamma === undefined) return 1;
  let largest = 1;
  for (let i = 0; i < gamma.length; i++) largest = Math.max(largest, Math.abs(gamma[i]!));
  return largest;
}
