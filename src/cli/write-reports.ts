// The files of a run: JSON, Markdown and HTML in the report folder, the JSON wherever it was asked for, and what GitHub's runners read.

import { accessSync, appendFileSync, constants, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { writeAtomically } from "../findings/write-atomically.ts";
import { annotations } from "../report/annotations.ts";
import { reportHtml } from "../report/html/report-html.ts";
import { reportJson } from "../report/json.ts";
import { reportMarkdown } from "../report/markdown.ts";
import type { RunReport } from "../report/model.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

export interface ReportPlaces {
  /** Folder. */
  readonly report: string;
  /** File besides the folder's own. */
  readonly json?: string | undefined;
}

/** Before a run of minutes: are the places there, or can they be made, and written? Throws a UsageError. */
export function checkPlaces({ report, json }: Partial<ReportPlaces>): void {
  const folders: [string, string | undefined][] = [
    ["--report", report],
    ["--json", json && dirname(json)],
  ];
  for (const [option, folder] of folders) {
    if (folder === undefined) continue;
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw new UsageError(`${option} ${folder}: cannot be written (${(error as Error).message}); name a folder that can be`);
    }
  }
}

/** The paths that `writeReports` writes, as people would type them. */
export function reportFiles({ report, json }: ReportPlaces): string[] {
  const files = ["report.json", "report.md", "report.html"].map((name) => join(report, name));
  return (json === undefined ? files : [...files, json]).map((file) => relative(process.cwd(), file) || file);
}

/** Writes every file, also those after one that fails; throws a UsageError that names all that failed. */
export function writeReports(report: RunReport, places: ReportPlaces, { env, stdout }: Io): void {
  const json = reportJson(report);
  const markdown = reportMarkdown(report);
  const failures: string[] = [];
  const attempt = (file: string, write: () => void) => {
    try {
      write();
    } catch (error) {
      failures.push(`${file}: cannot be written (${(error as Error).message})`);
    }
  };
  const texts: [string, string][] = [
    [join(places.report, "report.json"), json],
    [join(places.report, "report.md"), markdown],
    [join(places.report, "report.html"), reportHtml(report)],
    ...(places.json === undefined ? [] : ([[places.json, json]] as [string, string][])),
  ];
  for (const [file, text] of texts) attempt(file, () => writeAtomically(file, text));
  const summary = env.GITHUB_STEP_SUMMARY;
  if (summary) attempt(summary, () => appendFileSync(summary, markdown));
  if (env.GITHUB_ACTIONS === "true") stdout.write(annotations(report));
  if (failures.length > 0) throw new UsageError(failures.join("; "));
}
