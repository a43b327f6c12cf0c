// npm run mutation: Stryker part by part, then the section of docs/power.md from everything that is known by now.
//   npm run mutation -- --mutate 'src/formats/**/*.ts'    only these files; what other runs found is kept
//   npm run mutation -- --force                           forget it
//   npm run mutation -- --report                          only write the section
// Anything else is handed to Stryker (--concurrency 2).

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { writeSection } from "../document.ts";
import { classify } from "./classify.ts";
import { explanations } from "./explanations.ts";
import { readLedger, withSummaries, writeLedger } from "./ledger.ts";
import { type MutationReport, mutantsOf, untested } from "./mutants.ts";
import { type Part, parts, partsOf, resultsFile } from "./parts.ts";
import { mutationSection, type PartResult, summaryOf } from "./section.ts";

const failures: string[] = [];
const { patterns, reportOnly, rest } = readArguments(process.argv.slice(2));
if (!reportOnly) for (const part of partsOf(patterns)) runStryker(part, rest);

const results = parts.filter((part) => existsSync(resultsFile(part))).map(resultOf);
const summaries = results.map(summaryOf);
const ledger = withSummaries(readLedger(), summaries);
for (const one of summaries) if (!ledger.includes(one)) console.log(`${one.folder}: ${one.files} files are not all that were mutated before: docs/power.md keeps its figures`);
writeLedger(ledger);
writeSection("mutation", mutationSection(ledger));
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

function runStryker(part: Part, further: readonly string[]): void {
  mkdirSync("reports/mutation", { recursive: true });
  const begun = performance.now();
  const { status } = spawnSync("npx", ["stryker", "run", "stryker.config.mjs", "--mutate", part.mutate.join(","), ...further], {
    stdio: "inherit",
    env: { ...process.env, NORMFUZZ_MUTATION: part.id },
  });
  if (status !== 0) failures.push(`Stryker ended with ${status} for ${part.folder}`);
  console.log(`${part.folder} took ${((performance.now() - begun) / 60_000).toFixed(1)} minutes`);
}

function resultOf(part: Part): PartResult {
  const report: MutationReport = JSON.parse(readFileSync(resultsFile(part), "utf8"));
  const mutants = mutantsOf(report);
  const classified = classify(mutants, explanations);
  for (const { file, line, change } of untested(mutants)) failures.push(`${file}:${line} ${change}: "survived" without meeting a test. No score counts until that is mended: run with --force.`);
  for (const entry of classified.stale) failures.push(`power/mutation/explained/: no survivor needs this explanation any more, remove it: ${entry}`);
  return { folder: part.folder, mutants, classified };
}

function readArguments(given: readonly string[]): { patterns: readonly string[]; reportOnly: boolean; rest: readonly string[] } {
  const at = given.findIndex((argument) => argument === "--mutate" || argument === "-m");
  const patterns = at < 0 ? [] : (given[at + 1] ?? "").split(",").filter((pattern) => pattern !== "");
  const others = at < 0 ? given : [...given.slice(0, at), ...given.slice(at + 2)];
  return { patterns, reportOnly: others.includes("--report"), rest: others.filter((argument) => argument !== "--report") };
}
