// Stryker's results as a list of mutants, each told by its text and not by its place, so that what is known of one outlives shifted lines.

/** The part that is read here of https://github.com/stryker-mutator/mutation-testing-elements, report schema 2. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>>;
}

export interface ReportedMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "CompileError" | "RuntimeError" | "Ignored" | "Pending";
  readonly testsCompleted?: number;
  readonly coveredBy?: readonly string[];
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Counted from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  /** The line on which it begins, trimmed. */
  readonly context: string;
  /** What is replaced by what, white space made single blanks. */
  readonly change: string;
  readonly status: ReportedMutant["status"];
  readonly testsCompleted: number;
}

export function mutantsOf({ files }: MutationReport): readonly Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants.map(({ mutatorName, replacement = "", status, testsCompleted, location: { start, end } }) => ({
      file,
      line: start.line,
      mutator: mutatorName,
      context: lines[start.line - 1]!.trim(),
      change: `${oneLine(textBetween(lines, start, end))} → ${oneLine(replacement)}`,
      status,
      testsCompleted: testsCompleted ?? 0,
    }));
  });
}

/**
 * Mutants that are said to have survived although no test met them: with some versions of vitest Stryker selects no test at all and
 * calls that survival (stryker-js issues 5928, 6210, 6213). A score with such mutants says nothing.
 */
export function untested(mutants: readonly Mutant[]): readonly Mutant[] {
  return mutants.filter(({ status, testsCompleted }) => status === "Survived" && testsCompleted === 0);
}

function textBetween(lines: readonly string[], start: Place, end: Place): string {
  if (start.line === end.line) return lines[start.line - 1]!.slice(start.column - 1, end.column - 1);
  return [lines[start.line - 1]!.slice(start.column - 1), ...lines.slice(start.line, end.line - 1), lines[end.line - 1]!.slice(0, end.column - 1)].join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
