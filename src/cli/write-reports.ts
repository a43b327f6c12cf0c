// The files of a run: JSON, HTML, Markdown, JUnit and SARIF in the report folder, the JSON wherever it was asked for, and what GitHub's
// runners read.

import { accessSync, appendFileSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { writeAtomically } from "../findings/write-atomically.ts";
import { annotations } from "../report/annotations.ts";
import { reportHtml } from "../report/html/report-html.ts";
import { reportJson } from "../report/json.ts";
import { reportJunit } from "../report/junit.ts";
import { bytesMax, reportMarkdown } from "../report/markdown.ts";
import type { RunReport } from "../report/model.ts";
import { reportSarif } from "../report/sarif.ts";
import type { Folder } from "../report/source-uri.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

export interface ReportPlaces {
  /** Folder. */
  readonly report: string;
  /** File besides the folder's own. */
  readonly json?: string | undefined;
}

/** How each file of the report folder is drawn, in the order in which they are named. */
const drawings: Readonly<Record<string, (report: RunReport, folder: Folder) => string>> = {
  "report.html": reportHtml,
  "report.json": reportJson,
  "report.md": reportMarkdown,
  "report.junit.xml": reportJunit,
  "report.sarif": (report, folder) => reportSarif(report, { folder }),
};

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

/** The paths that `writeReportFiles` writes, as people would type them. */
export function reportFiles({ report, json }: ReportPlaces): string[] {
  const files = Object.keys(drawings).map((name) => join(report, name));
  return (json === undefined ? files : [...files, json]).map((file) => relative(process.cwd(), file) || file);
}

/**
 * Writes every file, also those after one that fails; throws a UsageError that names all that failed. `given` is the file that the report
 * was read from: that one stays as it is.
 */
export function writeReportFiles(report: RunReport, places: ReportPlaces, { env }: Io, given?: string): void {
  const folder = folderOf(env);
  const texts = Object.entries(drawings)
    .map(([name, draw]) => [join(places.report, name), () => draw(report, folder)] as const)
    .filter(([file]) => given === undefined || resolve(file) !== resolve(given));
  const copy = places.json;
  failTogether([...texts, ...(copy === undefined ? [] : [[copy, () => reportJson(report)] as const])].map(([file, draw]) => [file, () => writeAtomically(file, draw())]));
}

/** What a GitHub workflow shows by itself: the job summary, where there is room for it, and annotations. */
export function writeWorkflow(report: RunReport, { env, stdout, stderr }: Io): void {
  if (env.GITHUB_ACTIONS === "true") stdout.write(annotations(report, { folder: folderOf(env) }));
  const summary = env.GITHUB_STEP_SUMMARY;
  if (!summary) return;
  const text = reportMarkdown(report);
  const there = statSync(summary, { throwIfNoEntry: false })?.size ?? 0;
  // GitHub refuses the whole summary of a step when it is too long.
  if (there + Buffer.byteLength(text) > bytesMax) stderr.write(`normfuzz: the job summary has no room for the report any more: it is in ${(report.files ?? []).join(", ")}\n`);
  else failTogether([[summary, () => appendFileSync(summary, text)]]);
}

function failTogether(writes: readonly (readonly [file: string, write: () => void])[]): void {
  const failures: string[] = [];
  for (const [file, write] of writes) {
    try {
      write();
    } catch (error) {
      failures.push(`${file}: cannot be written (${(error as Error).message})`);
    }
  }
  if (failures.length > 0) throw new UsageError(failures.join("; "));
}

/** Where the command runs, seen from the root of the repository that a workflow has checked out. */
function folderOf({ GITHUB_WORKSPACE: root }: Io["env"]): Folder {
  if (!root) return "";
  const folder = relative(root, process.cwd());
  return folder.startsWith("..") ? "" : folder;
}
