// The smallest error that a property catches: by bisection on each row, and over the rows of a sample the largest (from there on it is always caught)
// and the smallest (below, never).

import type { Contract } from "../../src/bounds/contract.ts";
import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Property } from "../../src/contract/property.ts";
import { type Trial, tryProperty } from "../../src/contract/trial.ts";
import type { Verdict } from "../../src/contract/verdict.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { injected, type Injection, rememberingSolver, type Solver } from "./injected.ts";

export interface Threshold {
  /** The smallest |δ| that is caught on every row; Infinity where none is. */
  readonly always: number;
  /** The smallest |δ| that is caught on at least one row; Infinity where none is. */
  readonly sometimes: number;
  /** The property compares bit for bit: its tolerance is 0. */
  readonly exact: boolean;
}

/** Sizes that are tried on a row before it is taken to be blind: absurd, a sign turned, an eighth. */
const probes = [2 ** 12, 2, 1 / 8] as const;
/** Below this a δ moves nothing that is of size 1 in any format. */
const deltaMin = 2 ** -80;
/** Rows that all see nothing, after which the rest of the sample is not asked. */
const blindRowsMax = 3;
/** Bisection ends at two values as close as this. */
const ratioMax = 1.01;

export interface Subject {
  readonly format: StorageFormatId;
  readonly contract: Contract;
  readonly property: Property;
  readonly injection: Injection;
}

/** On rows that the property judges (`judges`). The sign of δ alternates from row to row. */
export function thresholdOf(subject: Subject, batches: readonly Batch[], solvers: readonly Solver[] = batches.map(() => rememberingSolver())): Threshold {
  let always = 0;
  let sometimes = Infinity;
  let exact = false;
  let blind = 0;
  for (const [row, batch] of batches.entries()) {
    const sign = signOf(row);
    const caught = (delta: number): boolean => {
      const verdict = verdictOn(subject, batch, sign * delta, solvers[row]);
      if (verdict.kind === "violated" && verdict.tolerance.value === 0) exact = true;
      return verdict.kind === "violated";
    };
    // Most rows lie between the two that are known already: two questions instead of a bisection.
    if (always > 0 && sometimes < Infinity && (always === Infinity || caught(always)) && !caught(sometimes)) continue;
    const own = smallestCaught(caught, always > 0 && always < Infinity ? always : 4 * subject.contract.storage.unitRoundoff);
    if (own === Infinity && ++blind === blindRowsMax && sometimes === Infinity) return { always: Infinity, sometimes, exact };
    always = Math.max(always, own);
    sometimes = Math.min(sometimes, own);
  }
  return { always, sometimes, exact };
}

/** Errors of both signs take turns: some properties allow more on one side. */
export function signOf(row: number): 1 | -1 {
  return row % 2 === 0 ? 1 : -1;
}

/** Whether the property has something to say about the perfect kernel on each of these batches. */
export function judges({ format, contract, property }: Omit<Subject, "injection">, batches: readonly Batch[]): boolean {
  return batches.every((batch) => verdictOn({ format, contract, property, injection: "scale" }, batch, 0).kind !== "skip");
}

/** What the property says about the kernel with this error. */
export function verdictOn({ format, contract, property, injection }: Subject, batch: Batch, delta: number, solver?: Solver): Verdict {
  const kernel = injected(format, { injection, delta }, solver);
  // The kernel is not asynchronous.
  return (tryProperty(kernel, contract, property, batch) as Trial).verdict;
}

/** To within 1 %; `caught` is taken to be monotone in δ, as the error of an output is. */
function smallestCaught(caught: (delta: number) => boolean, start: number): number {
  let high = start;
  if (caught(high)) {
    while (caught(high / 4)) {
      high /= 4;
      if (high < deltaMin) return 0;
    }
    return bisected(caught, high / 4, high);
  }
  if (!probes.some((delta) => caught(delta))) return Infinity;
  while (!caught(high * 4)) {
    high *= 4;
    if (high > probes[0]) return Infinity;
  }
  return bisected(caught, high, high * 4);
}

function bisected(caught: (delta: number) => boolean, uncaught: number, known: number): number {
  let [low, high] = [uncaught, known];
  while (high / low > ratioMax) {
    const middle = Math.sqrt(low * high);
    if (caught(middle)) high = middle;
    else low = middle;
  }
  return high;
}

