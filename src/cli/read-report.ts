// A report.json from disk, for the commands that start from one.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RunReport } from "../report/model.ts";
import { parseReport } from "../report/parse-report.ts";
import { ReportError } from "../report/report-error.ts";

/** A run over hundreds of implementations writes about twenty-five megabytes (npm run bench report); a text of V8's may have 512. */
const bytesMax = 256 * 2 ** 20;

export interface StoredReport {
  readonly file: string;
  readonly report: RunReport;
}

/** The report of a file, or of the report.json in a folder. Throws a ReportError. */
export function readReport(path: string): StoredReport {
  const file = reportFile(path);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw new ReportError(file, "", "no such file; give the report.json that normfuzz verify writes to its report folder");
  if (stats.size > bytesMax) throw new ReportError(file, "", `has ${stats.size} bytes, and a report has at most ${bytesMax}; give the report.json that normfuzz verify writes`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ReportError(file, "", `cannot be read (${(cause as Error).message})`, { cause });
  }
  return { file, report: parseReport(text, file) };
}

function reportFile(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, "report.json") : path;
}
