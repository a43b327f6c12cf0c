// The moments of every algorithm as docs/bounds.md states them, a second time and in plain arithmetic: what src/bounds/ is compared with.

/** The row's statistics in the document's letters, and the constants of the contract for its length. */
export interface Letters {
  readonly x: readonly number[];
  readonly n: number;
  readonly mu: number;
  readonly d: readonly number[];
  readonly v: number;
  readonly V: number;
  readonly r: number;
  readonly A1: number;
  readonly M: number;
  readonly D: number;
  readonly dMean: number;
  readonly m2: number;
  readonly u: number;
  readonly lambda: number;
  readonly omega: number;
  /** min(ε, ε̂) and Δε. */
  readonly epsLeast: number;
  readonly epsError: number;
  readonly kd: number;
  readonly ku: number;
  readonly om: number;
  readonly low: number;
  readonly height: number;
  readonly divideFirst: boolean;
  readonly countsExact: boolean;
  readonly centred: boolean;
}

export interface Moments {
  readonly e: number;
  readonly up: number;
  readonly down: number;
  readonly nonNegative: boolean;
  readonly finite: boolean;
  /** Error of the deviation: shift + slope·|x_i − reference|; the mean's error alone where absent. */
  readonly shift?: number;
  readonly slope?: number;
  readonly reference?: number;
  /** What the shift is at most once divided by the standard deviation. */
  readonly shiftNormalised?: number;
}

/** T(k) and T⁻(k). */
export const T = (k: number, u: number): number => (1 + u) ** k - 1;
const Tminus = (k: number, u: number): number => 1 - (1 - u) ** k;

function meanError(c: Letters): number {
  const divided = c.divideFirst ? c.A1 : c.mu;
  return c.om * c.A1 * (1 + c.ku) + c.ku * divided + (c.lambda / 2) * (c.divideFirst ? c.n + 1 : 1);
}

const l1 = (c: Letters): number => (c.lambda / 2) * ((1 + c.om) * (1 + c.ku) + 1) * (c.divideFirst ? c.n + 1 : 1);
const sumFits = (c: Letters): boolean => c.n * c.A1 * (1 + c.om) <= c.omega;

export function twoPass(c: Letters): Moments {
  const { u, v, n, omega } = c;
  const e = meanError(c);
  const gUp = (1 + u) ** (3 + c.kd) * (1 + c.om) - 1;
  const gDown = 1 - (1 - u) ** (3 + c.kd) * (1 - c.low);
  const finite = sumFits(c) && (c.D + e) ** 2 * (1 + u) ** 3 <= omega && n * (v + e ** 2) * (1 + u) ** 3 * (1 + c.om) <= omega;
  const least = (1 - gDown) * v - l1(c) + c.epsLeast;
  const radicand = (1 - u) * (Math.max(0, (1 - gDown) * (v + e ** 2) - l1(c)) + c.epsLeast);
  return {
    e,
    up: v * gUp + e ** 2 * (1 + gUp) + l1(c),
    down: Math.min(v, v * gDown + l1(c)),
    nonNegative: true,
    finite,
    shiftNormalised: least > 0 ? (e * (1 + u)) / (1 - u) / Math.sqrt(radicand) : Infinity,
  };
}

export function onePass(c: Letters): Moments {
  const { u, lambda, mu, n, v, m2, omega } = c;
  const e = meanError(c);
  const byMeans = (1 + u) * (m2 * ((1 + u) ** (1 + c.kd) * (1 + c.om) - 1) + l1(c) + 2 * mu * e + e ** 2 + u * (mu + e) ** 2 + lambda / 2) + u * v;
  const sum = c.om * c.A1;
  const square = 2 * mu * sum + sum ** 2 + T(1 + c.kd, u) * (mu + sum) ** 2 + (lambda / 2 / n) * (1 + (1 + c.ku) / n);
  const squares = m2 * ((1 + u) * (1 + c.om) - 1) + (lambda / 2) * (1 + c.om);
  const bySums = (squares + square) * (1 + u) * (1 + c.ku) + v * T(1 + c.kd, u) + lambda / 2;
  const variance = Math.max(byMeans, bySums);
  const finite = sumFits(c) && n * m2 * (1 + u) * (1 + c.om) <= omega && (n * (mu + e)) ** 2 * (1 + u) <= omega;
  return { e, up: variance, down: variance, nonNegative: false, finite };
}

export function corrected(c: Letters): Moments {
  const { u, lambda, v, n, omega } = c;
  const e = meanError(c);
  const tau = ((1 + u) * (1 + c.om) - 1) * (c.dMean + e);
  const s = tau * (1 + c.ku) + c.ku * (e + tau) + lambda / 2;
  // (Q − T²/n)/n: Q of n squares about e, T²/n of a residual of n(e + τ).
  const division = T(1 + c.kd, u);
  const difference =
    (v + e ** 2) * ((1 + u) ** 3 * (1 + c.om) - 1) + 2 * e * tau + tau ** 2 + division * (e + tau) ** 2 + (lambda / 2) * (1 + c.om) + lambda / n + lambda / 2 / n ** 2;
  const subtracted = (1 + division) * difference + v * division + lambda / 2;
  // The mean of (t − T/n)²: by Minkowski within u(σ + e) in the root mean square.
  const local = u * (Math.sqrt(v) + e);
  const recentredUp = (Math.sqrt(v + s ** 2) + local) ** 2 * (1 + u) ** (3 + c.kd) * (1 + c.om) - v + l1(c);
  const recentredDown = v - Math.max(0, Math.sqrt(v) - local) ** 2 * (1 - u) ** (3 + c.kd) * (1 - c.low) + l1(c);
  const finite = sumFits(c) && (c.D + e) ** 2 * (1 + u) ** 3 <= omega && n * (v + e ** 2) * (1 + u) ** 3 * (1 + c.om) <= omega && (n * (e + tau)) ** 2 * (1 + u) <= omega;
  return {
    e,
    up: Math.max(subtracted, recentredUp),
    down: Math.min(v, Math.max(subtracted, recentredDown)),
    nonNegative: true,
    finite,
    shift: c.centred ? (u * e + s) * (1 + u) : e + s,
    slope: u * (1 + u),
  };
}

/** The variance alone is corrected, and perhaps not clamped at zero. */
export function correctedVariance(c: Letters): Moments {
  const { e, up, finite } = corrected(c);
  return { e, up, down: up, nonNegative: false, finite };
}

/** The one-pass formulas for z_i = x_i − x_0. */
export function shifted(c: Letters): Moments {
  const { u, lambda, n, v, omega } = c;
  const z = c.d.map((value) => Math.abs(value - c.d[0]!));
  const zMean = z.reduce((sum, value) => sum + value, 0) / n;
  const mz = Math.abs(c.d[0]!);
  const z2 = v + mz ** 2;
  const w = (1 + u) * (1 + c.om) - 1;
  const e = w * zMean * (1 + c.ku) + c.ku * (c.divideFirst ? zMean : mz) + (lambda / 2) * (c.divideFirst ? n + 1 : 1);
  const variance = (1 + u) * (z2 * ((1 + u) ** (3 + c.kd) * (1 + c.om) - 1) + l1(c) + 2 * mz * e + e ** 2 + u * (mz + e) ** 2 + lambda / 2) + u * v;
  const finite = 2 * Math.max(...z) <= omega && n * zMean * (1 + w) <= omega && n * z2 * (1 + u) ** 3 * (1 + c.om) <= omega && (Math.abs(c.x[0]!) + mz + e) * (1 + u) <= omega;
  const formed = e + u * (c.mu + e);
  return { e: formed, up: variance, down: variance, nonNegative: false, finite, shift: formed * (1 + u), slope: u * (1 + u), reference: c.d[0]! };
}

export function welford(c: Letters): Moments {
  const { u, lambda, v, n, omega } = c;
  const more = c.countsExact ? 0 : 1;
  let [e, D, M2, reach] = [0, 0, 0, 0];
  let sum = 0;
  for (let k = 1; k <= n; k++) {
    const value = c.x[k - 1]!;
    const a = k === 1 ? Math.abs(value) : Math.abs(value - sum / (k - 1));
    sum += value;
    const reached = a + e;
    reach = Math.max(reach, reached);
    const f0 = (T((Number.isInteger(Math.log2(k)) ? 1 : 3) + more, u) * reached) / k + lambda / 2;
    const before = (1 - 1 / k) * e + f0;
    const rounding = u * (Math.abs(sum / k) + before);
    const f = f0 + rounding;
    const share = (k - 1) / k;
    D += (2 * a * e + e ** 2) * share * (1 + T(3, u)) + a ** 2 * share * T(3, u) + reached * f * (1 + T(3, u)) + lambda / 2;
    M2 += a ** 2 * share;
    D += u * (M2 + D);
    e = before + rounding;
  }
  const variance = (D / n) * (1 + c.ku) + v * c.ku + lambda / 2;
  return { e, up: variance, down: Math.min(v, variance), nonNegative: true, finite: c.M + e <= omega && reach * (1 + u) <= omega && M2 + D <= omega };
}

export function chan(c: Letters): Moments {
  const { u, lambda, v, n, omega, M } = c;
  const W = Math.max(...c.x) - Math.min(...c.x);
  const more = c.countsExact ? 0 : 2;
  const q = T(4 + more, u);
  const L0 = q * Math.max(M, W) + u * M + 2 * lambda * (1 + M);
  const h = Math.min(((n - 1) * (n + 2)) / (2 * n), c.height);
  const feedback = h * (2 * q + u);
  const e = feedback < 1 ? (h * L0) / (1 - feedback) : Infinity;
  const misplaced = e * Math.sqrt(Math.log2(n) + 1);
  const k = n + 6 + c.kd + more;
  const underflow = lambda * (4 + Math.log2(n));
  const up = (Math.sqrt(v) + misplaced) ** 2 * (1 + u) ** k - v + underflow;
  const down = v - Math.max(0, Math.sqrt(v) - misplaced) ** 2 * (1 - Tminus(k, u)) + underflow;
  const finite = n * (M + e) * (1 + q) <= omega && n * (W + 2 * e) ** 2 * (1 + u) ** 6 <= omega && n * (v + up) <= omega;
  return { e, up, down: Math.min(v, down), nonNegative: true, finite };
}
