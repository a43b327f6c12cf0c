// `normfuzz report`: every file of a run drawn again from its report.json alone, days later or on another machine.

import { dirname } from "node:path";
import { terminalReport } from "../report/terminal.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { readReport } from "./read-report.ts";
import { checkPlaces, reportFiles, writeReportFiles } from "./write-reports.ts";

export interface ReportCommandOptions {
  readonly report?: string;
}

/** Whatever the verdicts are: drawing them is what was asked for. */
export function reportCommand(path: string, options: ReportCommandOptions, io: Io): ExitCode {
  const { file, report: read } = readReport(path);
  const places = { report: options.report ?? dirname(file) };
  checkPlaces(places);
  const report = { ...read, files: reportFiles(places) };
  io.stdout.write(terminalReport(report, { width: widthOf(io), colour: colourOf(io) }));
  writeReportFiles(report, places, io, file);
  return exitCodes.pass;
}
