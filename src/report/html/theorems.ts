// The theorems that tolerances cite, short enough for a glossary in the page: a report is read where docs/bounds.md is not. Each names its
// section there, and tests/report/html/theorems.test.ts holds the names together.

import type { ToleranceJson } from "../../findings/example-json.ts";

export interface Theorem {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  /** Words of the heading or of the bold beginning in docs/bounds.md. */
  readonly section: string;
  readonly reference?: string | undefined;
  /** Labels of the terms that it gives. */
  readonly terms?: readonly string[] | undefined;
  /** What a source says that rests on it. */
  readonly source?: RegExp | undefined;
}

export const notation =
  "For a row of n values: μ mean, v biased variance, V = v + ε, r = 1/√V, x̂ = (x − μ)·r, κ = √(1 + μ²/V) the condition number. u = 2^-p is the unit roundoff of the accumulator, λ its smallest subnormal number, u_S and λ_S those of the storage format. T(k) = (1 + u)^k − 1 is k roundings compounded. E_i is the bound of one output; hats are computed values.";

const algorithm = (name: string) => new RegExp(`(^|[ ;])${name}, `);

/** In the order of docs/bounds.md. The first of several that give a term is the one whose source matches. */
export const theorems: readonly Theorem[] = [
  {
    id: "sums",
    title: "Sums",
    section: "Sums",
    statement: "|Ŝ − S| ≤ om·Σ|a_i|: om = min((n − 1)u, (1 + u/(1 + u))^h − 1) for every binary tree of height h, and sequential sums have h = n − 1; pairwise sums have h = 7 + ⌈log2(n/8)⌉; Kahan's are about 2u for any n. “Any order” is the largest of these.",
    reference: "Jeannerod and Rump 2013; Higham 2002, §4.2",
    source: /any order|sums,|summation height/,
  },
  {
    id: "mean",
    title: "Mean",
    section: "Mean",
    statement: "The computed mean is off by at most e = om·mean|x_i|·(1 + ku) + ku·|μ| + λ/2, where ku is what the division by n rounds. All outputs shift by e·r: on a near-constant row that is κ times larger than any other error.",
    reference: "Higham 2002, §1.9",
    terms: ["mean"],
  },
  {
    id: "two-pass",
    title: "Variance, two-pass",
    section: "Two-pass",
    statement: "Σ(x_i − m̂)² = n(v + e²): the error of the mean enters squared, and every term is positive, so v̂ = v·(1 ± T(3 + k_d)(1 + om)) + e², with no trace of κ.",
    reference: "Chan, Golub and LeVeque 1983",
    terms: ["variance"],
    source: algorithm("two-pass"),
  },
  {
    id: "one-pass",
    title: "Variance, one-pass",
    section: "One-pass",
    statement: "E[x²] − E[x]² subtracts two numbers of the size of μ²: the error is about κ²·u·V. Where that reaches v + ε nothing is promised, and NaN is a legal result.",
    reference: "Chan, Golub and LeVeque 1983",
    terms: ["variance"],
    source: algorithm("one-pass"),
  },
  {
    id: "corrected-two-pass",
    title: "Variance, corrected two-pass",
    section: "Corrected two-pass",
    statement: "The mean of the computed deviations is subtracted again. The residual mean is known to a few u·mean|d| whatever κ is, so neither the variance nor a centred output depends on κ.",
    terms: ["variance"],
    source: algorithm("corrected-two-pass"),
  },
  {
    id: "shifted",
    title: "Variance, shifted",
    section: "Shifted",
    statement: "The one-pass formulas of z_i = x_i − x_0, whose condition number is at most √n.",
    reference: "Samuelson 1968",
    terms: ["variance"],
    source: algorithm("shifted"),
  },
  {
    id: "welford",
    title: "Variance, Welford",
    section: "Welford",
    statement: "A running bound over the row in its own order: every update adds a product that is not negative and is misplaced by the errors of two running means. v̂ ≥ 0 always.",
    reference: "Welford 1962",
    terms: ["variance"],
    source: algorithm("welford"),
  },
  {
    id: "any-tree",
    title: "Variance, any tree of merges",
    section: "Any tree",
    statement: "For every tree of Chan merges over every order of the elements, √(n·v̂) lies within √(n·v) ± E·√(n(log2 n + 1)), E the largest error of any partial mean.",
    reference: "Chan, Golub and LeVeque 1983",
    terms: ["variance"],
    source: algorithm("chan"),
  },
  {
    id: "stable",
    title: "The contract “stable”",
    section: 'The contract "stable"',
    statement: "The largest of the errors of two-pass, corrected two-pass and any tree of merges, Welford's included, each in any order and with any form of output. No correct kernel of these families is ever outside it; one-pass and shifted kernels are not part of it.",
    terms: ["variance"],
    source: algorithm("stable"),
  },
  {
    id: "root",
    title: "Root",
    section: "Root",
    statement: "r̂ lies in r·[1 − r_m, 1 + r_p], r_p = (1 + u)/(1 − u)/√(1 − θ) − 1, θ = (error of the variance + error of ε)/V + u. ε itself is rounded to the accumulator: |fl(ε) − ε|.",
    terms: ["ε", "root", "root and output"],
  },
  {
    id: "output",
    title: "Output",
    section: "Output",
    statement: "E_i = |x̂_i|·max(r_p, r_m) + e·r̂ + the roundings of the output's own form, then γ and β. x·r − m·r rounds at the size of x·r, which is κ times that of x̂. A storage format narrower than the accumulator adds u_S·(|y| + E) + λ_S/2.",
    terms: ["root and output", "output step", "products", "β", "storage rounding"],
    source: /same x, γ, β, mean and rstd|same mean and rstd|exact mean and variance/,
  },
  {
    id: "sums-of-outputs",
    title: "Sums and mean squares of the outputs",
    section: "Output",
    statement: "Without γ and β, Σx̂_i = 0, so |Σŷ_i| is at most the sum of the shifts and of the local errors; by Minkowski's inequality the root mean square lies in [R(1 − r_m), R(1 + r_p)] up to those, R² = v/V.",
    source: /sum of n|mean square of n/,
  },
  {
    id: "samuelson",
    title: "No value is further away than √(n − 1)",
    section: "Shifted",
    statement: "|x̂_i| ≤ √(n − 1)·R for every row of real numbers: one value cannot be further from the mean than √(n − 1) standard deviations. E_i is allowed on top.",
    reference: "Samuelson 1968",
    source: /√\(n − 1\)/,
  },
  {
    id: "backward",
    title: "The backward pass",
    section: "The backward pass",
    statement: "dx_i = r(g_i − c1 − x̂_i·c2), g = γ·dy, c1 = mean g, c2 = mean g·x̂, and dγ = Σ dy·x̂, dβ = Σ dy over the rows: every quantity goes with a bound of its error, every operation adds u times its result and λ/2, beginning with what the forward pass leaves of x̂, r and μ. Sums are bounded in any order. A term is what the bound falls by when that source of error is left out as well as those before it.",
    reference: "Higham 2002, §3.3",
    terms: ["statistics", "Σ γ·dy", "Σ γ·dy·x̂", "Σ γ·dy·x", "underflow", "products and differences", "products", "sum over rows", "storage rounding"],
    source: /backward, |sums over \d+ rows/,
  },
  {
    id: "finite",
    title: "Finite",
    section: "Finite",
    statement: "While all sums, squares, sums of squares, products of γ and the outputs, each with its error, stay below the largest number of their format, every output must be finite. An overflow voids every error bound of the row.",
    source: /overflow/,
  },
  {
    id: "exact",
    title: "Equal to the last bit",
    section: "Notation",
    statement: "Rounding to nearest is a function of its operands, symmetric about 0, and moves with powers of two while nothing is subnormal. Where both sides of an invariant are computed by the same operations, there is no tolerance.",
    reference: "IEEE 754-2019, §4.3",
    source: /symmetric about 0|powers of two|the same input|0 times a finite number|rounds nothing|NaN are NaN|of other columns do not enter|mean of equal values|mean of one value|is stored as|inputs belong|must answer/,
  },
  {
    id: "beyond",
    title: "Beyond the contract",
    section: "The contract \"stable\"",
    statement: "A bound is asserted only where no intermediate result can overflow and every E_i is below a quarter of the output's own scale, |γ_i|·max(|x̂_i|, 1) + |β_i|. Elsewhere what happens is reported, and never a violation.",
    source: /nothing is promised/,
  },
];

/** The theorem behind one term of a tolerance. */
export function theoremOfTerm(label: string, source: string): Theorem | undefined {
  const giving = theorems.filter(({ terms }) => terms?.includes(label));
  return giving.find((theorem) => theorem.source?.test(source)) ?? giving.find((theorem) => theorem.source === undefined) ?? giving[0];
}

/** All theorems that a tolerance rests on. */
export function theoremsOf({ terms, source }: ToleranceJson): readonly Theorem[] {
  const ofTerms = new Set(terms.map(({ label }) => theoremOfTerm(label, source)));
  return theorems.filter((theorem) => ofTerms.has(theorem) || theorem.source?.test(source));
}
