// A comparison of two runs for a comment on a pull request, or a job summary.

import { code, sections as join, within } from "../markdown-parts.ts";
import type { ChangeSection, Comparison, Tone } from "./comparison.ts";
import { comparisonSentence } from "./comparison-sentence.ts";

const signs: Readonly<Record<Tone, string>> = { worse: "✗ ", better: "✓ ", changed: "" };
/** GitHub refuses a comment of more than 65,536 characters; letters beyond ASCII have several bytes, so that this is fewer. */
const bytesMax = 60_000;
/** Changes of one kind that are shown before the rest is counted. */
const linesMax = 100;

/** In GitHub's Markdown. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { sides, differences, sections, worse } = comparison;
  const parts = [
    `## normfuzz: ${worse ? "✗" : "✓"} ${comparisonSentence(comparison)}`,
    `before: ${code(sides.before)}<br>after: ${code(sides.after)}`,
    differences.map(({ what, before, after, meaning }) => `- **${what}** ${code(before)} → ${code(after)}: ${meaning}`).join("\n"),
    ...sections.map(sectionTable),
  ];
  return `${within(parts, bytesMax, (left) => `${left} ${left === 1 ? "section" : "sections"} did not fit into a comment; \`normfuzz compare\` prints all of them.`)}\n`;
}

function sectionTable({ title, tone, changes }: ChangeSection): string {
  const lines = changes.slice(0, linesMax).map(({ implementation, property, text }) => `| ${code(implementation)} | ${property === undefined ? "" : code(property)} | ${code(text)} |`);
  const more = changes.length - linesMax;
  return join([`### ${signs[tone]}${title} (${changes.length})`, ["| implementation | property | change |", "|---|---|---|", ...lines].join("\n"), more > 0 ? `and ${more} more` : ""]);
}
