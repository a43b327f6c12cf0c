// docs/claims.md and its figures as text, from what the experiments gave: nothing in it is written by hand, and nothing depends on clock or machine.

import { numberOf } from "./claim.ts";
import type { Outcome } from "./run-claim.ts";
import { tableText } from "./table.ts";

/** Paths from the root of the repository, and what stands in them. */
export type Files = ReadonlyMap<string, string>;

export const documentFile = "docs/claims.md";

const introduction = `# Is LayerNorm numerically unstable?

What is often said about it, each sentence tested by an experiment that could refute it. \`npm run claims\` runs them all from fixed seeds and writes this page; a verdict is computed from what was measured.

*Exact* answers and gradients are exact ones, correctly rounded (\`src/oracle\`). Kernels are those of \`src/impls\`, by id. ONNX Runtime is the installed package (CPU); engines of which only a bit-exact *model* is used are called so. κ = √(1 + μ²/(v + ε)) is the row's condition number,
u half an ulp of 1, n the length of the row, ε = 1e-5 where nothing else is said.`;

/** The whole of it. */
export function documentOf(outcomes: readonly Outcome[]): Files {
  const files = new Map<string, string>();
  files.set(documentFile, `${[introduction, summary(outcomes), ...outcomes.map(sectionText)].join("\n\n")}\n`);
  for (const { claim, showing } of outcomes) if (showing.figure) files.set(`docs/${figureName(claim.id)}`, showing.figure.svg);
  return files;
}

function summary(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ claim, judgement }) => `| [${numberOf(claim)}](#${anchor(headingOf(claim))}) | ${claim.statement} | **${judgement.verdict}** | ${judgement.because.replaceAll("|", "\\|")} |`);
  return ["| | it is said | verdict | because |", "|---|---|---|---|", ...rows].join("\n");
}

/** One claim's section; a terminal shows the same. */
export function sectionText({ claim, judgement, showing: { row, tables, remarks, figure } }: Outcome): string {
  return [
    `## ${headingOf(claim)}`,
    `*${claim.statement}*`,
    `**${judgement.verdict[0]!.toUpperCase()}${judgement.verdict.slice(1)}.** ${judgement.because}${judgement.further === undefined ? "" : ` ${judgement.further}`}`,
    `${row.caption}\n\n\`\`\`\n${row.lines.map((line) => line.trimEnd()).join("\n")}\n\`\`\``,
    ...tables.map(tableText),
    ...(figure ? [`![${figure.caption}](${figureName(claim.id)})`] : []),
    ...remarks,
    `\`npm run claims -- ${numberOf(claim)}\``,
  ].join("\n\n");
}

function headingOf(claim: Outcome["claim"]): string {
  return `${numberOf(claim)}. ${claim.title}`;
}

function figureName(id: string): string {
  return `claims-${id}.svg`;
}

/** As GitHub makes it of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
