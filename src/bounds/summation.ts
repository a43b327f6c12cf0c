// What a sum of n terms promises: |Ŝ − S| ≤ relative·|S| + absolute·Σ|a_i|, and for terms a_i ≥ 0 also Ŝ ≥ (1 − low)·S.
// Sources: Jeannerod & Rump 2013 for (n − 1)u in any order; Higham 2002 §4.2 for trees by height; Kahan by the analysis in docs/bounds.md.

import type { Summation } from "./contract.ts";
import { decay, growth } from "./growth.ts";

export interface SummationError {
  /** Coefficient of |S|. */
  readonly relative: number;
  /** Coefficient of Σ|a_i|. */
  readonly absolute: number;
  /** Largest relative decrease of a sum of non-negative terms. */
  readonly low: number;
}

/** Largest leaf block that "pairwise" may sum in sequence before halving takes over. */
const pairwiseBlock = 8;

/** Height of the summation tree: the most additions that any one term passes through. */
export function summationHeight(summation: Summation, n: number): number {
  if (typeof summation === "object") return Math.min(summation.height, n - 1);
  if (summation !== "pairwise" || n <= pairwiseBlock) return n - 1;
  return pairwiseBlock - 1 + Math.ceil(Math.log2(n / pairwiseBlock));
}

/** Error constants for a sum of n ≥ 1 terms with unit roundoff u; not `nearest`: u is an ulp, and results may be rounded either way. */
export function summationError(summation: Summation, n: number, u: number, nearest = true): SummationError {
  const treeError = nearest ? nearestTreeError : faithfulTreeError;
  if (summation === "kahan") return kahanError(n, u, treeError);
  const tree = treeError(n, summationHeight(summation, n), u);
  if (summation !== "any" || n < 3) return tree;
  // "any" includes compensated sums, whose proved constant is above the tree's for the smallest n.
  const absolute = Math.max(tree.absolute, kahanError(n, u, treeError).absolute);
  return { relative: 0, absolute, low: Math.min(1, absolute) };
}

type TreeError = (n: number, height: number, u: number) => SummationError;

function nearestTreeError(n: number, height: number, u: number): SummationError {
  const rounded = u / (1 + u);
  const absolute = Math.min((n - 1) * u, growth(height, rounded));
  return { relative: 0, absolute, low: Math.min(absolute, decay(height, rounded)) };
}

/** Where results may be rounded either way, the classical bound is all that holds. */
function faithfulTreeError(_n: number, height: number, u: number): SummationError {
  return { relative: 0, absolute: growth(height, u), low: decay(height, u) };
}

/** Kahan's compensated sum: 3u + 2nu² + …; proved for u ≤ 2^-8, and only while the compensation itself stays small. */
function kahanError(n: number, u: number, treeError: TreeError): SummationError {
  if (n <= 2) return treeError(n, n - 1, u);
  const d = 2 * u + 7 * u * u;
  const a = (n * u) / (1 - u);
  const denominator = 1 - 3.2 * u - a * d;
  if (denominator <= 0) return { relative: 0, absolute: Number.POSITIVE_INFINITY, low: 1 };
  const c = (a * (1 + d) + 3.2 * u) / denominator;
  const absolute = (u + d * (1 + c)) / (1 - u);
  return { relative: 0, absolute, low: Math.min(1, absolute) };
}
