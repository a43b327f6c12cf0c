// What docs/power.md says about mutation testing.

import { markdownTable } from "../document.ts";
import { type Classified, type Kind, kinds } from "./classify.ts";
import type { Mutant } from "./mutants.ts";

export interface PartResult {
  readonly folder: string;
  readonly mutants: readonly Mutant[];
  readonly classified: Classified;
}

const kindNames = Object.keys(kinds) as readonly Kind[];

/** What is kept of a part's run: its results as Stryker has them are megabytes. */
export interface PartSummary {
  readonly folder: string;
  /** How many were mutated; absent where that was not noted. */
  readonly files?: number;
  readonly killed: number;
  readonly timedOut: number;
  /** Explained survivors. */
  readonly explained: Readonly<Record<Kind, number>>;
  /** Survivors without an explanation, a line of Markdown each. */
  readonly unexplained: readonly string[];
}

export function summaryOf({ folder, mutants, classified: { explained, unexplained } }: PartResult): PartSummary {
  const count = (status: Mutant["status"]) => mutants.filter((mutant) => mutant.status === status).length;
  const ofKind = (kind: Kind) => explained.filter((one) => one.kind === kind).length;
  return {
    folder,
    files: new Set(mutants.map(({ file }) => file)).size,
    killed: count("Killed"),
    timedOut: count("Timeout"),
    explained: { equivalent: ofKind("equivalent"), slack: ofKind("slack"), performance: ofKind("performance"), text: ofKind("text") },
    unexplained: [...unexplained].sort(byPlace).map(listed),
  };
}

export function mutationSection(parts: readonly PartSummary[]): string {
  const head = ["folder", "mutants", "killed", "timed out", "survived", ...kindNames.map((kind) => `of these ${kind}`), "unexplained", "score", "score of the rest"];
  const rows = parts.map((part) => rowOf(`\`${part.folder}\``, [part]));
  if (parts.length > 1) rows.push(rowOf("all", parts));
  const unexplained = parts.flatMap((part) => part.unexplained);
  return [
    "## Mutation testing of our own machinery",
    "`npm run mutation` (Stryker, some hours on one core; `npm run mutation -- --mutate 'src/formats/**/*.ts'` for a part of it: results accumulate) changes the code in one place at a time and asks the tests of that folder, with small budgets, whether they notice. " +
      "A mutant that makes them run out of time counts as noticed. Texts are left as they are (Stryker's StringLiteral): other words in a message are no mistake. The score is noticed ÷ all; the last column leaves out the survivors that are explained in `power/mutation/explained/`. " +
      "Each line is the last whole run of its folder, and of the code and the tests of that day; a folder that is missing was never run to its end:",
    kindNames.map((kind) => `- **${kind}**: ${kinds[kind]}`).join("\n"),
    markdownTable(head, rows),
    ...(unexplained.length === 0 ? [] : [`Survivors without an explanation:\n\n${unexplained.join("\n")}`]),
  ].join("\n\n");
}

function rowOf(name: string, parts: readonly PartSummary[]): string[] {
  const sum = (of: (part: PartSummary) => number) => parts.reduce((total, part) => total + of(part), 0);
  const [killed, timedOut, unexplained] = [sum((part) => part.killed), sum((part) => part.timedOut), sum((part) => part.unexplained.length)];
  const ofKind = kindNames.map((kind) => sum(({ explained }) => explained[kind]));
  const noticed = killed + timedOut;
  const survived = ofKind.reduce((total, some) => total + some, unexplained);
  const share = (of: number) => (of === 0 ? "–" : `${((100 * noticed) / of).toFixed(1)} %`);
  return [name, ...[noticed + survived, killed, timedOut, survived, ...ofKind, unexplained].map(String), share(noticed + survived), share(noticed + unexplained)];
}

function byPlace(a: Mutant, b: Mutant): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}

function listed({ file, line, change, status }: Mutant): string {
  const short = change.length > 160 ? `${change.slice(0, 159)}…` : change;
  return `- ${file}:${line} \`${short.replaceAll("`", "'")}\`${status === "NoCoverage" ? " (no test gets there)" : ""}`;
}
