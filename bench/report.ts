// Drawing the report of all built-in implementations and all faults again from its JSON, beside what it may take: megabytes and seconds of each
// part, the whole command in a process of its own, and the page's first screen where there is a Chromium.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allFamilies, builtinImplementations, everyProperty } from "../src/campaign/catalogue.ts";
import { computeMaps } from "../src/campaign/maps/compute-maps.ts";
import { runImplementation } from "../src/campaign/run-implementation.ts";
import { fixedSeed, profiles } from "../src/campaign/settings.ts";
import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { allFaults, backwardFaults } from "../power/read-units.ts";
import { reportedResult } from "../src/report/from-results.ts";
import { reportHtml } from "../src/report/html/report-html.ts";
import { reportJson } from "../src/report/json.ts";
import { reportJunit } from "../src/report/junit.ts";
import { reportMarkdown } from "../src/report/markdown.ts";
import { type ImplementationResult, type RunReport, runReport } from "../src/report/model.ts";
import { parseReport } from "../src/report/parse-report.ts";
import { reportSarif } from "../src/report/sarif.ts";
import { terminalReport } from "../src/report/terminal.ts";
import { firstScreenSeconds } from "./first-screen.ts";
import type { BenchTable } from "./table.ts";

/** Of the faults so many are run, and their results stand for the others under other names: all of them would take minutes. */
const faultsRun = 20;
/** Few, but enough for a dozen of properties to be violated. */
const batches = 60;
/** What a person waits for: the whole command, and the first screen of a page; and the page of the built-ins alone, which many open, in MB. */
const target = { seconds: 2, firstScreen: 0.5, builtinsMegabytes: 2 } as const;

/** Takes about a minute. */
export async function benchReport(): Promise<BenchTable> {
  const builtins = await reported(await builtinImplementations());
  const faults = [...(await allFaults()), ...(await backwardFaults())];
  const chosen = faults.filter((_, i) => i % Math.ceil(faults.length / faultsRun) === 0);
  const sample = await reported(chosen.map((fault) => fault.create()));
  const all = [...builtins, ...faults.map(({ id }, i) => ({ ...sample[i % sample.length]!, implementation: id }))];
  const folder = mkdtempSync(join(tmpdir(), "normfuzz-bench-"));
  try {
    const rows = await measured(reportOf(all), folder);
    const own = reportHtml(reportOf(builtins));
    rows.push([`html of the ${builtins.length} built-ins alone`, megabytes(Buffer.byteLength(own)), "", `${target.builtinsMegabytes} MB`]);
    return {
      title: `The report of ${all.length} implementations, drawn again from its JSON`,
      columns: ["", "MB", "seconds", "at most"],
      rows,
      note: `${batches} batches for each of ${builtins.length + sample.length} implementations; the results of ${sample.length} faults stand for all ${faults.length}. Seconds are those of the clock.`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function reported(implementations: readonly LayerNormImplementation[]): Promise<ImplementationResult[]> {
  const [properties, families] = [await everyProperty(), await allFamilies()];
  const settings = { ...profiles.pr, seed: fixedSeed, runs: batches, runsMin: batches, seconds: Infinity, regressions: undefined, shrinkCalls: 300 };
  const results: ImplementationResult[] = [];
  for (const implementation of implementations) {
    const found = await runImplementation({ implementation, properties, families, settings });
    results.push(reportedResult({ ...found, maps: await computeMaps(implementation) }, () => ({ fixture: "regressions/a.json", replay: "npx normfuzz replay regressions/a.json" })));
  }
  return results;
}

function reportOf(results: readonly ImplementationResult[]): RunReport {
  const run = { seed: fixedSeed, profile: "pr", runsPerProperty: batches, startedAt: "2026-01-01T00:00:00Z", seconds: 1, node: process.versions.node, platform: `${process.platform} ${process.arch}`, command: "npm run bench report", version: "0" };
  return runReport(run, results);
}

async function measured(report: RunReport, folder: string): Promise<string[][]> {
  const rows: string[][] = [];
  const time = <Result>(name: string, make: () => Result, size: (result: Result) => number = () => 0): Result => {
    const begun = performance.now();
    const result = make();
    const seconds = (performance.now() - begun) / 1000;
    const bytes = size(result);
    rows.push([name, bytes > 0 ? megabytes(bytes) : "", seconds.toFixed(2), ""]);
    return result;
  };
  const bytes = (text: string) => Buffer.byteLength(text);
  const json = time("written as report.json", () => reportJson(report), bytes);
  const read = time("read again, and checked", () => parseReport(json, "report.json"));
  time("html", () => reportHtml(read), bytes);
  time("terminal", () => terminalReport(read, { width: 120, colour: false }), bytes);
  time("Markdown", () => reportMarkdown(read), bytes);
  time("JUnit", () => reportJunit(read), bytes);
  time("SARIF", () => reportSarif(read), bytes);
  const file = join(folder, "report.json");
  writeFileSync(file, json);
  const command = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
  time("normfuzz report, as a command", () => execFileSync(process.execPath, [command, "report", file], { stdio: ["ignore", "ignore", "inherit"] }));
  rows.at(-1)![3] = `${target.seconds} s`;
  const page = join(folder, "report.html");
  const shown = await firstScreenSeconds(page);
  rows.push(["first screen in Chromium", megabytes(statSync(page).size), shown?.toFixed(2) ?? "none here", `${target.firstScreen} s`]);
  return rows;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
