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

export function mutationSection(results: readonly PartResult[]): string {
  const head = ["folder", "mutants", "killed", "timed out", "survived", ...kindNames.map((kind) => `of these ${kind}`), "unexplained", "score", "score of the rest"];
  const rows = results.map(({ folder, mutants, classified }) => rowOf(`\`${folder}\``, mutants, classified));
  const all = results.flatMap(({ mutants }) => mutants);
  const together: Classified = {
    explained: results.flatMap(({ classified }) => classified.explained),
    unexplained: results.flatMap(({ classified }) => classified.unexplained),
    stale: [],
  };
  if (results.length > 1) rows.push(rowOf("all", all, together));
  return [
    "## Mutation testing of our own machinery",
    "`npm run mutation` (Stryker, an hour or two on one core; `npm run mutation -- --mutate 'src/formats/**/*.ts'` for a part of it: results accumulate) changes the code in one place at a time and asks the tests of that folder, with small budgets, whether they notice. " +
      "A mutant that makes them run out of time counts as noticed. Texts are left as they are (Stryker's StringLiteral): other words in a message are no mistake. The score is noticed ÷ all; the last column leaves out the survivors that are explained in `power/mutation/explained/`:",
    kindNames.map((kind) => `- **${kind}**: ${kinds[kind]}`).join("\n"),
    markdownTable(head, rows),
    ...(together.unexplained.length === 0 ? [] : [`Survivors without an explanation:\n\n${[...together.unexplained].sort(byPlace).map(listed).join("\n")}`]),
  ].join("\n\n");
}

function rowOf(name: string, mutants: readonly Mutant[], { explained, unexplained }: Classified): string[] {
  const count = (status: Mutant["status"]) => mutants.filter((mutant) => mutant.status === status).length;
  const [killed, timedOut, survived] = [count("Killed"), count("Timeout"), explained.length + unexplained.length];
  const ofKind = kindNames.map((kind) => explained.filter((one) => one.kind === kind).length);
  const noticed = killed + timedOut;
  const share = (of: number) => (of === 0 ? "–" : `${((100 * noticed) / of).toFixed(1)} %`);
  return [name, ...[noticed + survived, killed, timedOut, survived, ...ofKind, unexplained.length].map(String), share(noticed + survived), share(noticed + unexplained.length)];
}

function byPlace(a: Mutant, b: Mutant): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}

function listed({ file, line, change, status }: Mutant): string {
  const short = change.length > 160 ? `${change.slice(0, 159)}…` : change;
  return `- ${file}:${line} \`${short.replaceAll("`", "'")}\`${status === "NoCoverage" ? " (no test gets there)" : ""}`;
}
