// From the moments to the outputs as docs/bounds.md states it, a second time and in plain arithmetic, which is good enough for formats
// of few bits: what the bounds' own evaluation, made to keep its accuracy in fp64, is compared with.

import type { Algorithm, Contract, Summation } from "../../src/bounds/contract.ts";
import type { Row } from "../../src/oracle/row.ts";
import { chan, corrected, correctedVariance, type Letters, type Moments, onePass, shifted, T, twoPass, welford } from "./documented-moments.ts";

export interface Documented {
  readonly errors: readonly number[];
  readonly finite: boolean;
  readonly informative: boolean;
  readonly meanError: number;
  readonly meanErrorNormalised: number;
  readonly rstdErrorUp: number;
  readonly rstdErrorDown: number;
  readonly sumError: number;
  readonly meanSquareDown: number;
  readonly meanSquareUp: number;
}

const families: Readonly<Record<Algorithm, readonly ((c: Letters) => Moments)[]>> = {
  stable: [twoPass, correctedVariance, corrected, chan],
  "two-pass": [twoPass],
  "corrected-two-pass": [corrected],
  shifted: [shifted],
  "one-pass": [onePass],
  welford: [welford],
  chan: [chan],
};

/** What is promised about mean and rstd: the largest of the contract's families. */
interface Statistics {
  readonly e: number;
  readonly s: number;
  readonly slope: number;
  readonly reference: number;
  readonly up: number;
  readonly down: number;
  readonly finite: boolean;
}

export function documentedBound(row: Row, contract: Contract): Documented {
  const c = lettersOf(row, contract);
  const each = families[contract.algorithm].map((family) => {
    const m = family(c);
    const root = rootOf(m, c);
    const largest = c.r * (1 + root.up);
    return { e: m.e, s: Math.min((m.shift ?? m.e) * largest, m.shiftNormalised ?? Infinity), slope: (m.slope ?? 0) * largest, ...root, finite: m.finite && root.finite, reference: m.reference ?? 0 };
  });
  const most = (key: "e" | "s" | "slope" | "up" | "down") => Math.max(0, ...each.map((one) => one[key]));
  const s: Statistics = { e: most("e"), s: most("s"), slope: most("slope"), up: most("up"), down: most("down"), reference: each[0]!.reference, finite: each.every(({ finite }) => finite) };
  return outputs(row, contract, c, s);
}

function lettersOf(row: Row, { accumulator, summation, output }: Contract): Letters {
  const x = [...row.x];
  const n = x.length;
  const u = accumulator.unitRoundoff;
  const average = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0) / n;
  const mean = average(x);
  const d = x.map((value) => value - mean);
  const v = average(d.map((value) => value ** 2));
  const countsExact = n <= 2 ** accumulator.precision;
  const kd = Number.isInteger(Math.log2(n)) ? 0 : countsExact ? 2 : 3;
  const epsHat = accumulator.round(row.eps);
  const epsLeast = Math.min(row.eps, epsHat);
  return {
    ...{ x, n, d, v, u, kd, countsExact, epsLeast },
    ...{ mu: Math.abs(mean), V: v + row.eps, r: 1 / Math.sqrt(v + row.eps), A1: average(x.map(Math.abs)), M: Math.max(...x.map(Math.abs)), D: Math.max(...d.map(Math.abs)) },
    ...{ dMean: average(d.map(Math.abs)), m2: average(x.map((value) => value ** 2)), epsError: Math.abs(epsHat - row.eps), ku: T(kd, u) },
    ...{ lambda: accumulator.minSubnormal, omega: accumulator.maxFinite, divideFirst: summation === "any", centred: output === "centred" },
    ...sumConstants(summation, n, u),
  };
}

export function sumConstants(summation: Summation, n: number, u: number): { om: number; low: number; height: number } {
  const height = typeof summation === "object" ? Math.min(summation.height, n - 1) : summation === "pairwise" && n > 8 ? 7 + Math.ceil(Math.log2(n / 8)) : n - 1;
  const tree = Math.min((n - 1) * u, (1 + u / (1 + u)) ** height - 1);
  const treeLow = Math.min(tree, 1 - (1 - u / (1 + u)) ** height);
  if (n <= 2 || (summation !== "any" && summation !== "kahan")) return { om: tree, low: treeLow, height };
  const d = 2 * u + 7 * u ** 2;
  const a = (n * u) / (1 - u);
  const denominator = 1 - 3.2 * u - a * d;
  const kahan = denominator > 0 ? (u + d * (1 + (a * (1 + d) + 3.2 * u) / denominator)) / (1 - u) : Infinity;
  const om = summation === "kahan" ? kahan : Math.max(tree, kahan);
  return { om, low: Math.min(1, om), height };
}

/** r̂ ∈ r·[1 − down, 1 + up]. */
function rootOf({ up, down, nonNegative }: Moments, { V, u, epsLeast, epsError, omega }: Letters): { up: number; down: number; finite: boolean } {
  const thetaUp = (up + epsError + u * (V + up + epsError)) / V;
  const thetaDown = (down + epsError) / V + u;
  const fromEps = nonNegative && epsLeast > 0;
  const byVariance = thetaDown < 1 ? (1 + u) / (1 - u) / Math.sqrt(1 - thetaDown) - 1 : Infinity;
  const byEps = fromEps ? ((1 + u) / (1 - u)) * Math.sqrt(V / (epsLeast * (1 - u))) - 1 : Infinity;
  return { up: Math.min(byVariance, byEps), down: 1 - (1 - u) / (1 + u) / Math.sqrt(1 + thetaUp), finite: V * (1 + thetaUp) <= omega && (thetaDown < 1 || fromEps) };
}

function outputs({ x, gamma, beta }: Row, { storage, accumulator, output }: Contract, c: Letters, s: Statistics): Documented {
  const { u, lambda, omega, n } = c;
  const forms = output === "any" ? ["centred", "expanded", "folded"] : [output];
  const rstd = c.r * (1 + s.up);
  const P = Math.max(s.up, s.down);
  const meanMax = c.mu + s.e;
  let finite = s.finite && rstd <= omega && s.s < Infinity;
  let informative = true;
  let [sum, squares, localSquares] = [0, 0, 0];
  let shiftMean = 0;
  const errors = Array.from(x, (value, i) => {
    const [size, d] = [Math.abs(value), Math.abs(c.d[i]!)];
    const h = d * c.r;
    const shift = s.s + s.slope * Math.abs(c.d[i]! - s.reference);
    const common = h * P + shift;
    const w = u * rstd * (size + meanMax) + lambda;
    // Folded without γ is x·r − m·r as well; a product is what (γ·r)·t comes to.
    const locals = forms.map((form) => Math.max(form === "expanded" ? 0 : T(2, u) * (h * (1 + s.up) + shift) + lambda / 2, form === "centred" ? 0 : w + u * (h + common + w)));
    const local = Math.max(...locals);
    let E = common + local;
    const y = (gamma?.[i] ?? 1) * c.d[i]! * c.r + (beta?.[i] ?? 0);
    const [g, b] = [Math.abs(gamma?.[i] ?? 1), Math.abs(beta?.[i] ?? 0)];
    if (gamma !== undefined || beta !== undefined) {
      let affine = gamma === undefined ? E : g * E * (1 + u) + u * g * h + (lambda / 2) * (1 + (rstd + d + s.e) * (1 + T(2, u)));
      if (forms.includes("folded")) {
        const a = g * rstd * (1 + u) + lambda / 2;
        const aError = u * g * rstd + lambda / 2;
        const inner = b + meanMax * a * (1 + u) + lambda / 2;
        affine = Math.max(affine, g * (h * P + shift * (1 + u)) + aError * d + (lambda / 2) * s.e + u * a * (size + meanMax) + lambda + u * inner);
        finite &&= b + g * rstd * Math.max(meanMax, size) * (1 + u) ** 4 <= omega;
      }
      if (beta !== undefined) affine += u * (Math.abs(y) + affine);
      finite &&= g * Math.max(h + E, d + s.e, rstd) * (1 + u) ** 2 <= omega;
      E = affine;
    }
    const stored = storage === accumulator ? 0 : (storage.unitRoundoff / (1 + storage.unitRoundoff)) * (Math.abs(y) + E) + storage.minSubnormal / 2;
    E += stored;
    const scale = gamma === undefined && beta === undefined ? Math.max(h, 1) : g * Math.max(h, 1) + b;
    informative &&= E <= scale / 4 + 4 * (lambda + storage.minSubnormal);
    finite &&= Math.abs(y) + E <= storage.maxFinite;
    sum += shift + local + stored;
    shiftMean += shift / n;
    squares += h ** 2;
    localSquares += (local + stored) ** 2;
    return E;
  });
  if (output !== "centred") finite &&= rstd * Math.max(c.M, meanMax) * (1 + u) ** 2 * Math.max(1, ...Array.from(gamma ?? [], Math.abs)) <= omega;
  const [R, local] = [Math.sqrt(squares / n), Math.sqrt(localSquares / n)];
  const shift = shiftMean + s.slope * c.D;
  const slanted = s.slope === 0 ? 0 : shift;
  return {
    errors: finite ? errors : errors.map(() => Infinity),
    finite,
    informative: finite && informative,
    meanError: s.e,
    meanErrorNormalised: s.s,
    rstdErrorUp: s.up,
    rstdErrorDown: s.down,
    sumError: finite ? sum : Infinity,
    meanSquareDown: finite ? R ** 2 - Math.max(0, R * (1 - s.down) - slanted - local) ** 2 : Infinity,
    meanSquareUp: finite ? (Math.sqrt((R * (1 + s.up)) ** 2 + shift ** 2) + slanted + local) ** 2 - R ** 2 : Infinity,
  };
}
