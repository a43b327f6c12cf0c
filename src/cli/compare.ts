// `normfuzz compare`: two report.json in, what changed between them out.

import { writeAtomically } from "../findings/write-atomically.ts";
import { compareReports } from "../report/compare/compare-reports.ts";
import { comparisonMarkdown } from "../report/compare/comparison-markdown.ts";
import { comparisonText } from "../report/compare/comparison-text.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { readReport } from "./read-report.ts";
import { UsageError } from "./usage-error.ts";

export interface CompareCommandOptions {
  readonly markdown?: string;
  readonly factor: number;
}

/** 1 where something is violated that was not before: what a pull request must not do. */
export function compareCommand(beforePath: string, afterPath: string, { markdown, factor }: CompareCommandOptions, io: Io): ExitCode {
  const before = readReport(beforePath);
  const after = readReport(afterPath);
  const comparison = compareReports(before.report, after.report, { factor });
  io.stdout.write(comparisonText(comparison, { width: widthOf(io), colour: colourOf(io) }));
  if (markdown !== undefined) {
    try {
      writeAtomically(markdown, comparisonMarkdown(comparison));
    } catch (error) {
      throw new UsageError(`--markdown ${markdown}: cannot be written (${(error as Error).message}); name a file that can be`);
    }
  }
  return comparison.worse ? exitCodes.violation : exitCodes.pass;
}
