// What "simpler" means: the order in which counterexamples are made smaller. It only has natural numbers in it, so that nothing can
// become simpler for ever and every shrinking ends.

import { exponentOf } from "../formats/exponent.ts";
import type { Format } from "../formats/format.ts";
import { ordinalOf, ordinalOfInfinity } from "../formats/ordinal.ts";
import { significandBits } from "../formats/significand.ts";
import type { Batch } from "../oracle/row.ts";
import { epsilonDefault } from "./epsilon.ts";

/** How much there is to say about a batch; earlier fields count before later ones. All are natural numbers. */
export interface Complexity {
  readonly rows: number;
  readonly cols: number;
  /** How many of γ and β are present. */
  readonly affine: number;
  /** 0 for the default ε, 1 for 0, 2 for 1, 3 for any other. */
  readonly epsilon: number;
  /** What it costs to write down x, γ and β: every different value once, by its bits and size, and every non-zero place. */
  readonly description: number;
  /** Sum of the distances from zero, in steps of the format. */
  readonly ordinals: bigint;
  /** How often a value of x is smaller than the one before it: of two orders the rising one is written down. */
  readonly descents: number;
}

/** The complexity of a batch in its storage format. */
export function complexity(batch: Batch, storage: Format): Complexity {
  return { ...shape(batch), description: description(batch), ordinals: ordinals(batch, storage), descents: descents(batch) };
}

/** Whether a is strictly simpler than b. */
export function isSimpler(a: Batch, b: Batch, storage: Format): boolean {
  return simplerThan(b, storage)(a);
}

/** A test of what is strictly simpler than the batch. Ordinals, which are slow, are only counted where all else is equal. */
export function simplerThan(batch: Batch, storage: Format): (candidate: Batch) => boolean {
  const [shapeHere, descriptionHere] = [shape(batch), description(batch)];
  let ordinalsHere: bigint | undefined;
  return (candidate) => {
    const shapeThere = shape(candidate);
    for (const field of ["rows", "cols", "affine", "epsilon"] as const) {
      if (shapeThere[field] !== shapeHere[field]) return shapeThere[field] < shapeHere[field];
    }
    const difference = description(candidate) - descriptionHere;
    if (difference !== 0) return difference < 0;
    const ordinalsThere = ordinals(candidate, storage);
    ordinalsHere ??= ordinals(batch, storage);
    return ordinalsThere < ordinalsHere || (ordinalsThere === ordinalsHere && descents(candidate) < descents(batch));
  };
}

/**
 * What one value costs: 2 per significant bit, 1 per binary place before the point, 3 per place after it (integers are easier to
 * check by hand), 1 for a minus sign; 0 costs nothing. Infinities cost more than any finite double, NaN more than infinities.
 */
export function cost(x: number): number {
  if (x === 0) return Object.is(x, -0) ? 1 : 0;
  if (!Number.isFinite(x)) return x === Infinity ? 4000 : x === -Infinity ? 4001 : 4002;
  const bits = significandBits(x);
  const first = exponentOf(x);
  const last = first - bits + 1;
  return 2 * bits + Math.max(first, 0) + 3 * Math.max(-last, 0) + (x < 0 ? 1 : 0);
}

function shape(batch: Batch): Omit<Complexity, "description" | "ordinals" | "descents"> {
  const { rows, cols, eps, gamma, beta } = batch;
  const epsilon = eps === epsilonDefault ? 0 : eps === 0 ? 1 : eps === 1 ? 2 : 3;
  return { rows, cols, affine: Number(gamma !== undefined) + Number(beta !== undefined), epsilon };
}

/** What it costs to write down x, dy, γ and β. */
export function description({ x, dy, gamma, beta }: Batch): number {
  // For γ it is 1, not 0, that goes without saying.
  return listCost(x, 0) + (dy ? listCost(dy, 0) : 0) + (gamma ? listCost(gamma, 1) : 0) + (beta ? listCost(beta, 0) : 0);
}

function listCost(values: Float64Array, neutral: number): number {
  const seen = new Set<number>();
  let total = 0;
  for (const value of values) {
    if (value === neutral) {
      // A Set does not tell −0 from 0.
      if (Object.is(value, -0)) total += 1;
      continue;
    }
    total += 1;
    if (seen.has(value)) continue;
    seen.add(value);
    total += cost(value) + neutral;
  }
  return total;
}

function ordinals({ x, dy, gamma, beta }: Batch, storage: Format): bigint {
  let total = 0n;
  for (const values of [x, dy, gamma, beta]) {
    for (const value of values ?? []) total += magnitudeOrdinal(storage, value);
  }
  return total;
}

function descents({ x, cols }: Batch): number {
  let total = 0;
  for (let i = 1; i < x.length; i++) if (i % cols !== 0 && x[i] < x[i - 1]) total++;
  return total;
}

function magnitudeOrdinal(storage: Format, value: number): bigint {
  if (!Number.isFinite(value)) return ordinalOfInfinity(storage);
  const ordinal = ordinalOf(storage, value);
  return ordinal < 0n ? -ordinal : ordinal;
}
