// docs/power.md is written by commands, each its own section of it, so that every figure there is one that a command printed.

import { existsSync, readFileSync } from "node:fs";
import { writeAtomically } from "../src/findings/write-atomically.ts";

/** The sections in the order of the document. */
const sections = ["faults", "backward", "minima", "peers", "search", "controls", "proofs", "audit", "mutation"] as const;
export type Section = (typeof sections)[number];

const file = "docs/power.md";

const introduction = `# Power

What the suite catches, what it does not accuse, and how that is known. Each section is written by the command that it names; nothing in here is written by hand.
`;

/** Puts the text (Markdown, beginning with a heading of level 2) in the place of the section's last one. */
export function writeSection(section: Section, text: string): void {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const texts = sections.map((name) => (name === section ? text.trim() : sectionOf(before, name)));
  const body = sections.flatMap((name, i) => (texts[i] === undefined ? [] : [`<!-- section: ${name} -->\n${texts[i]}\n<!-- end: ${name} -->\n`]));
  writeAtomically(file, [introduction, ...body].join("\n"));
}

function sectionOf(document: string, section: Section): string | undefined {
  return new RegExp(`<!-- section: ${section} -->\n([\\s\\S]*?)\n<!-- end: ${section} -->`).exec(document)?.[1];
}

/** A Markdown table; numbers stand right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = head.map((_, c) => c > 0 && rows.every((row) => /^[−\-–·●✗≥≤<>~\d.,%×kMe ∞]*$/.test(row[c]!)));
  const cells = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [cells(head), `|${numeric.map((right) => (right ? "---:" : "---")).join("|")}|`, ...rows.map(cells)].join("\n");
}
