// Survivors and the reasons that are on record for them: what is left is a hole in the tests.

import type { Mutant } from "./mutants.ts";

/** Why no test should kill a mutant. */
export const kinds = {
  equivalent: "no input tells it from the original",
  slack: "moves an internal bound or budget that stays sound, by less than a test should pin",
  performance: "only a fast path is lost, or taken more often where it is as right",
  text: "only words for people change",
} as const;

export type Kind = keyof typeof kinds;

export interface Explanation {
  readonly file: string;
  readonly kind: Kind;
  readonly reason: string;
  /** The line (trimmed) on which the mutants begin, and their changes, "text → replacement". */
  readonly mutants: readonly { readonly context: string; readonly changes: readonly string[] }[];
}

export interface Classified {
  readonly explained: readonly { readonly mutant: Mutant; readonly kind: Kind }[];
  readonly unexplained: readonly Mutant[];
  /** Entries whose file was run and which no survivor needs: the mutant is killed now, or its line was written anew. */
  readonly stale: readonly string[];
}

export function isSurvivor({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

export function classify(mutants: readonly Mutant[], explanations: readonly Explanation[]): Classified {
  const entries = explanations.flatMap(({ file, kind, mutants: lines }) => lines.flatMap(({ context, changes }) => changes.map((change) => ({ file, kind, context, change }))));
  const kindOf = new Map(entries.map(({ file, kind, context, change }) => [key(file, context, change), kind]));
  const survivors = mutants.filter(isSurvivor);
  const needed = new Set(survivors.map(({ file, context, change }) => key(file, context, change)));
  const files = new Set(mutants.map(({ file }) => file));
  const kinded = survivors.map((mutant) => ({ mutant, kind: kindOf.get(key(mutant.file, mutant.context, mutant.change)) }));
  return {
    explained: kinded.flatMap(({ mutant, kind }) => (kind === undefined ? [] : [{ mutant, kind }])),
    unexplained: kinded.flatMap(({ mutant, kind }) => (kind === undefined ? [mutant] : [])),
    stale: entries.filter(({ file, context, change }) => files.has(file) && !needed.has(key(file, context, change))).map(({ file, context, change }) => `${file}: ${context}: ${change}`),
  };
}

function key(file: string, context: string, change: string): string {
  return JSON.stringify([file, context, change]);
}
