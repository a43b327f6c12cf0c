// Everything that the bounds of one row share: the exact statistics under short names (those of docs/bounds.md) and the
// constants of the formats. Constants that depend on n alone are computed once per contract and length.

import type { ExactAnswer } from "../oracle/exact-answer.ts";
import type { Row } from "../oracle/row.ts";
import type { Contract } from "./contract.ts";
import { arithmeticOf } from "./arithmetic.ts";
import { type ChanConstants, chanConstants } from "./chan-constants.ts";
import { decay, growth } from "./growth.ts";
import { type SummationError, summationError } from "./summation.ts";

/** Constants for rows of n elements under one contract. */
export interface LengthConstants {
  readonly n: number;
  /** Largest relative error of a rounding, twice the absolute one of an underflow, and the largest finite number (arithmetic.ts). */
  readonly u: number;
  readonly lambda: number;
  readonly omega: number;
  /** What a difference may be off by because it, or what it is of, was flushed to 0; 0 where nothing is. */
  readonly flushed: number;
  readonly sum: SummationError;
  /** sum.relative + sum.absolute. */
  readonly sumTotal: number;
  /** Roundings of a division by n, or of a multiplication by 1/n: in IEEE arithmetic 0 for powers of two, at most 3 when n itself is not exact. */
  readonly divisions: number;
  /** ku = T(divisions). */
  readonly divisionGrowth: number;
  /** The order is unknown, so x_i/n may be formed before the sum. */
  readonly divideFirst: boolean;
  /** T(2), T(3), T(4). Logarithms and exponentials would be most of the cost of a short row's bound. */
  readonly growth2: number;
  readonly growth3: number;
  readonly growth4: number;
  /** T(1 + divisions): a quotient by n, rounded. */
  readonly quotientGrowth: number;
  /** T(3 + divisions), and the decay of as many roundings: the square of a rounded difference, over n. */
  readonly squareGrowth: number;
  readonly squareDecay: number;
  /** log(1 − u). */
  readonly logDown: number;
  /** log((1 + u)/(1 − u)), or what an approximate root makes of it: the rounding of the root and of the division; and that factor itself. */
  readonly logRoot: number;
  readonly rootFactor: number;
  readonly chan: ChanConstants;
}

export interface RowContext extends LengthConstants {
  readonly x: Float64Array;
  readonly contract: Contract;
  readonly mu: number;
  readonly v: number;
  readonly sigma: number;
  readonly d: Float64Array;
  /** max |d|, mean |d|, mean |x|, max |x|, mean x². */
  readonly dMax: number;
  readonly dMean: number;
  readonly xMean: number;
  readonly xMax: number;
  readonly meanSquare: number;
  /** The smaller of ε and ε̂, which is ε as the accumulator holds it (a kernel that is wider inside adds ε itself); and how far ε̂ is from ε. */
  readonly epsLeast: number;
  readonly epsError: number;
  /** V = v + ε and r = 1/sqrt(V), exact. */
  readonly vPlusEps: number;
  readonly r: number;
}

const cache = new WeakMap<Contract, Map<number, LengthConstants>>();
let lastContract: Contract | undefined;
let last: LengthConstants | undefined;

function lengthConstants(contract: Contract, n: number): LengthConstants {
  // A batch asks for the same ones some ten times, for the rows that are derived from it.
  if (last !== undefined && contract === lastContract && n === last.n) return last;
  lastContract = contract;
  last = cachedConstants(contract, n);
  return last;
}

function cachedConstants(contract: Contract, n: number): LengthConstants {
  let byLength = cache.get(contract);
  if (byLength === undefined) cache.set(contract, (byLength = new Map()));
  let constants = byLength.get(n);
  if (constants === undefined) byLength.set(n, (constants = computeConstants(contract, n)));
  return constants;
}

function computeConstants(contract: Contract, n: number): LengthConstants {
  const { accumulator, arithmetic, summation } = contract;
  const rounds = arithmeticOf(accumulator, arithmetic);
  const { u } = rounds;
  const sum = summationError(summation, n, u, rounds.nearest);
  const powerOfTwo = Number.isInteger(Math.log2(n));
  // A division by 1 is exact in every arithmetic.
  const divisions = n === 1 ? 0 : (powerOfTwo ? rounds.halving : rounds.division) + (n > 2 ** accumulator.precision && !powerOfTwo ? 1 : 0);
  return {
    n,
    u,
    lambda: rounds.lambda,
    omega: accumulator.maxFinite,
    flushed: rounds.flushed,
    sum,
    sumTotal: sum.relative + sum.absolute,
    divisions,
    divisionGrowth: growth(divisions, u),
    divideFirst: summation === "any",
    growth2: growth(2, u),
    growth3: growth(3, u),
    growth4: growth(4, u),
    quotientGrowth: growth(1 + divisions, u),
    squareGrowth: growth(3 + divisions, u),
    squareDecay: decay(3 + divisions, u),
    logDown: Math.log1p(-u),
    logRoot: rounds.logRoot,
    rootFactor: rounds.nearest ? (1 + u) / (1 - u) : Math.exp(rounds.logRoot) * (1 + 2 ** -50),
    chan: chanConstants(contract, n, divisions),
  };
}

export function rowContext(row: Row, exact: ExactAnswer, contract: Contract): RowContext {
  const s = exact.statistics;
  const epsHat = contract.accumulator.round(row.eps);
  const k = lengthConstants(contract, s.n);
  // Written out: spreading the constants makes V8 build this object field by field in a dictionary, twenty times slower.
  return {
    n: k.n,
    u: k.u,
    lambda: k.lambda,
    omega: k.omega,
    flushed: k.flushed,
    sum: k.sum,
    sumTotal: k.sumTotal,
    divisions: k.divisions,
    divisionGrowth: k.divisionGrowth,
    divideFirst: k.divideFirst,
    growth2: k.growth2,
    growth3: k.growth3,
    growth4: k.growth4,
    quotientGrowth: k.quotientGrowth,
    squareGrowth: k.squareGrowth,
    squareDecay: k.squareDecay,
    logDown: k.logDown,
    logRoot: k.logRoot,
    rootFactor: k.rootFactor,
    chan: k.chan,
    x: row.x,
    contract,
    mu: Math.abs(s.mean),
    v: s.variance,
    sigma: Math.sqrt(s.variance),
    d: s.deviations,
    dMax: s.deviationMax,
    dMean: s.deviationMean,
    xMean: s.magnitudeMean,
    xMax: s.magnitudeMax,
    meanSquare: s.meanSquare,
    // Flushing may take ε, and v̂ + ε, for less than they are.
    epsLeast: k.flushed === 0 ? Math.min(row.eps, epsHat) : Math.max(0, Math.min(row.eps, epsHat) - k.lambda),
    epsError: k.flushed === 0 ? Math.abs(epsHat - row.eps) : Math.abs(epsHat - row.eps) + k.lambda,
    vPlusEps: s.variance + row.eps,
    r: exact.rstd,
  };
}
