// What the targeted search is worth, as a section of docs/power.md.

import { batchesMax, type Comparison, seeds } from "./compare-search.ts";
import { markdownTable } from "./document.ts";
import { median } from "./kill-report.ts";

/** A fault that lives as long by chance is a hard one. */
const hardRows = 300;

export function searchSection(comparisons: readonly Comparison[]): string {
  const hard = comparisons.filter(({ random, targeted }) => Math.max(mean(random), mean(targeted)) >= hardRows).sort((a, b) => mean(b.random) - mean(a.random));
  const easy = comparisons.filter((comparison) => !hard.includes(comparison));
  const total = (of: (comparison: Comparison) => readonly number[], which: readonly Comparison[]) => geometric(which.map((one) => mean(of(one))));
  const ratio = total(({ random }) => random, hard) / total(({ targeted }) => targeted, hard);
  const times = geometric(hard.map(({ randomMilliseconds, targetedMilliseconds }) => randomMilliseconds / targetedMilliseconds));
  const survived = (rows: readonly number[]) => rows.filter((one) => one === Infinity).length;
  const lost = (of: (comparison: Comparison) => readonly number[]) => comparisons.reduce((sum, one) => sum + survived(of(one)), 0);
  const rows = hard.map(({ fault, random, targeted, randomMilliseconds, targetedMilliseconds }) => [
    fault,
    text(random),
    text(targeted),
    `${(mean(random) / mean(targeted)).toFixed(1)}×`,
    `${(randomMilliseconds / targetedMilliseconds).toFixed(1)}×`,
  ]);
  return `## Targeted search against chance

Rows to the first violation of anything, over ${seeds} seeds, at most ${batchesMax} batches each: by the row families alone, and with the targeted search that every run uses (two thirds of its batches). ${easy.length} of ${comparisons.length} faults live less than ${hardRows} rows either way (geometric
mean over the seeds), before a search has learned anything: ${total(({ random }) => random, easy).toFixed(0)} and ${total(({ targeted }) => targeted, easy).toFixed(0)} rows on average. The other ${hard.length} are below: the search needs ${ratio.toFixed(2)} times fewer rows, and ${times.toFixed(1)} times less time
(geometric means). Runs without any violation: ${lost(({ random }) => random)} by chance, ${lost(({ targeted }) => targeted)} with the search. Command: \`npm run power -- search\`.

${markdownTable(["fault", "by chance: geometric mean (median, worst)", "targeted", "fewer rows", "less time"], rows)}`;
}

/** Runs that ended without a violation count with the rows of the longest run at least. */
function mean(rows: readonly number[]): number {
  return geometric(rows.map((one) => (one === Infinity ? batchesMax * 3 : one)));
}

function geometric(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function text(rows: readonly number[]): string {
  const worst = Math.max(...rows);
  return `${mean(rows).toFixed(0)} (${median(rows)}, ${worst === Infinity ? "never" : worst})`;
}
