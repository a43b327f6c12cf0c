// The counterexamples of an engine that somebody would show to others: small, of ordinary numbers, as wrong as can be, and each wrong in a
// way of its own.

import { contractOf, type Counterexample } from "../../findings/counterexample.ts";
import type { ImplementationResult } from "../result.ts";
import { type RowOutcome, rowOutcome } from "./row-outcome.ts";

export interface Striking {
  readonly counterexample: Counterexample;
  readonly outcome: RowOutcome;
  /** Nothing was promised about this row. */
  readonly beyond: boolean;
}

/** At most so many of an implementation, and so many more whose gradient is wrong: those are read in another way. */
export const strikingMax = 3;
const gradientsMax = 1;

/** Octaves of magnitude that are as ordinary as each other. */
const octaves = 16;

/** Those of the forward pass, then of gradients. */
export function strikingOf({ properties, beyond }: Pick<ImplementationResult, "properties" | "beyond">): readonly Striking[] {
  const violations = properties.flatMap(({ counterexample, others = [] }) => [...(counterexample ? [counterexample] : []), ...others.map((other) => other.counterexample)]);
  const candidates = [...violations.map((counterexample) => ({ counterexample, beyond: false })), ...beyond.map(({ counterexample }) => ({ counterexample, beyond: true }))]
    .flatMap(({ counterexample, beyond: outside }) => {
      // A row of dx shows nothing of a dγ that is wrong.
      if (counterexample.property === "backward-parameters") return [];
      const outcome = rowOutcome(counterexample.minimal, contractOf(counterexample.contract).storage);
      return outcome === undefined ? [] : [{ counterexample, outcome, beyond: outside }];
    })
    .sort(byInterest);
  const isGradient = ({ counterexample }: Striking) => counterexample.minimal.batch.dy !== undefined;
  return [...mostStriking(candidates.filter((one) => !isGradient(one)), strikingMax), ...mostStriking(candidates.filter(isGradient), gradientsMax)];
}

/** Of candidates in order of interest. */
function mostStriking(candidates: readonly Striking[], most: number): readonly Striking[] {
  const chosen: Striking[] = [];
  const isNew = (one: Striking) => chosen.every((other) => rowText(other) !== rowText(one));
  for (const one of candidates) if (chosen.every((other) => kindOf(other) !== kindOf(one)) && isNew(one)) chosen.push(one);
  for (const one of candidates) if (!chosen.includes(one) && isNew(one)) chosen.push(one);
  return chosen.slice(0, most).sort(byInterest);
}

/** Two that were lost for the same reason and look the same show one thing. */
function kindOf({ counterexample, outcome, beyond }: Striking): string {
  return `${outcome.kind} ${beyond} ${counterexample.minimal.cause?.id ?? ""}`;
}

function rowText({ counterexample }: Striking): string {
  const { x, dy, gamma, beta, eps } = counterexample.minimal.batch;
  return [x, dy, gamma, beta, eps].join(" ");
}

function byInterest(a: Striking, b: Striking): number {
  const [keysA, keysB] = [interest(a), interest(b)];
  const at = keysA.findIndex((key, i) => key !== keysB[i]);
  return at < 0 ? 0 : keysA[at]! - keysB[at]!;
}

/** The smaller the sooner: wrong where something was promised, impossible, wrong; then how far the numbers are from 1, how many there are, how wrong. */
function interest({ counterexample, outcome, beyond }: Striking): readonly number[] {
  const { x, dy, gamma, beta } = counterexample.minimal.batch;
  const inaccurate = outcome.kind === "inaccurate";
  const rank = beyond ? (outcome.kind === "wrong" || inaccurate ? 3 : 1) : inaccurate ? 2 : 0;
  const farthest = [...x, ...(dy ?? []), ...(gamma ?? []), ...(beta ?? [])].reduce((most, value) => (value === 0 ? most : Math.max(most, Math.abs(Math.log2(Math.abs(value))))), 0);
  return [rank, Math.floor(farthest / octaves), x.length, -outcome.error, farthest];
}
