// A comparison of two runs for a terminal.

import picocolors from "picocolors";
import { plainText } from "../plain-text.ts";
import type { TerminalOptions } from "../terminal.ts";
import { wrapped } from "../wrapped.ts";
import type { Change, Comparison, Tone } from "./comparison.ts";
import { comparisonSentence } from "./comparison-sentence.ts";

const signs: Readonly<Record<Tone, string>> = { worse: "✗", better: "✓", changed: "•" };
const widthMin = 60;

/** As lines joined by newlines, ending in one. */
export function comparisonText(comparison: Comparison, { width: given, colour }: TerminalOptions): string {
  const colors = picocolors.createColors(colour);
  const width = Math.max(given, widthMin);
  const paint: Readonly<Record<Tone, (text: string) => string>> = { worse: colors.red, better: colors.green, changed: (text) => text };
  const { sides, differences, sections, worse } = comparison;
  const blocks = [
    [`before  ${plainText(sides.before)}`, `after   ${plainText(sides.after)}`],
    differences.flatMap(({ what, before, after, meaning }) => wrapped(plainText(`${what} ${before} → ${after}: ${meaning}`), width - 2).map((line, i) => `${i === 0 ? colors.yellow("!") : " "} ${line}`)),
    ...sections.map(({ title, tone, changes }) => [`${paint[tone](signs[tone])} ${colors.bold(`${title} (${changes.length})`)}`, ...changeLines(changes, width)]),
    [(worse ? colors.red : colors.green)(`${worse ? "✗" : "✓"} ${comparisonSentence(comparison)}`)],
  ];
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Aligned: implementation, property, what changed. */
function changeLines(changes: readonly Change[], width: number): string[] {
  const names = changes.map(({ implementation, property }) => [plainText(implementation), plainText(property ?? "")] as const);
  const widths = [0, 1].map((i) => Math.max(0, ...names.map((name) => name[i]!.length)));
  return changes.flatMap(({ text }, k) => {
    const [implementation, property] = names[k]!;
    const label = `  ${implementation.padEnd(widths[0]!)}${widths[1] === 0 ? "" : `  ${property.padEnd(widths[1]!)}`}`;
    // Names that leave no room have a line of their own.
    if (label.length > width / 2) return [`  ${implementation}  ${property}`.trimEnd(), ...wrapped(plainText(text), width - 6).map((line) => `      ${line}`)];
    return wrapped(plainText(text), width - label.length - 2).map((line, i) => `${i === 0 ? label : " ".repeat(label.length)}  ${line}`);
  });
}
