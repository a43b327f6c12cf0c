// `normfuzz verify`: targets in, verdicts, reports and an exit code out.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { chosenProperties } from "../campaign/chosen-properties.ts";
import { freshSeed } from "../campaign/derive-seed.ts";
import type { ImplementationResult } from "../campaign/result.ts";
import { fixedSeed, type Profile, profiles, type Settings } from "../campaign/settings.ts";
import { browserTargets } from "../campaign/browser-targets.ts";
import { defaultTargets, processTarget, resolveTarget, type Target } from "../campaign/target.ts";
import { lanesOf, verifyTargets } from "../campaign/verify-targets.ts";
import { version } from "../campaign/version.ts";
import { otherVersions, versionedFolder } from "../findings/store.ts";
import { counted } from "../report/counted.ts";
import { reportedResult } from "../report/from-results.ts";
import { type RunInfo, runReport } from "../report/model.ts";
import { sourceLine } from "../report/source-line.ts";
import { terminalReport } from "../report/terminal.ts";
import { againCommand } from "./again.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { keep } from "./keep.ts";
import { progressDisplay } from "./progress.ts";
import { shellWord } from "./shell-word.ts";
import { UsageError } from "./usage-error.ts";
import { checkPlaces, reportFiles, writeReportFiles, writeWorkflow } from "./write-reports.ts";

export interface VerifyCommandOptions {
  readonly runs?: number;
  readonly seconds?: number;
  readonly seed?: string;
  readonly property?: string | readonly string[];
  readonly report: string;
  readonly json?: string;
  readonly regressions: string;
  readonly profile?: Profile;
  readonly callSeconds?: number;
  readonly strict?: boolean;
  readonly exec?: readonly string[];
  readonly format?: readonly string[];
  readonly memoryMegabytes?: number;
  readonly browser?: "webgpu";
}

export async function verifyCommand(words: readonly string[], options: VerifyCommandOptions, io: Io): Promise<ExitCode> {
  const settings = settingsOf(options, io);
  await chosenProperties(settings.properties);
  const targets = await targetsOf(words, options);
  checkPlaces(options);
  io.stderr.write(`seed ${settings.seed} · profile ${settings.profile} · ${settings.runs} batches or ${settings.seconds} s for each of ${targets.length}\n`);

  const startedAt = new Date();
  const display = progressDisplay(io, { total: targets.length, lanes: lanesOf(targets), batches: settings.runs, seconds: settings.seconds });
  const targetOf = new Map<ImplementationResult, Target>();
  const found = await verifyTargets({
    targets,
    settings,
    signal: io.signal,
    onProgress: (progress) => display.update(progress),
    onResult: (result, target) => {
      targetOf.set(result, target);
      display.finish(result);
    },
  });
  display.end();

  const absent = found.filter(({ unavailable, implementation }) => unavailable && targets.some(({ label, optional }) => optional && label === implementation));
  for (const error of new Set(absent.map((result) => result.error))) {
    const left = absent.filter((result) => result.error === error).map(({ implementation }) => implementation);
    io.stderr.write(`left out: ${left.join(", ")}: ${error}\n`);
  }
  const results = found.filter((result) => !absent.includes(result));
  tellSkipped(results, options.regressions, io);
  const named = [...words, ...targets.filter(({ kind }) => kind === "process").map(({ label }) => label).filter((label) => !words.includes(label))];
  return conclude({ results, named, targets, targetOf, settings, options, startedAt, io });
}

/** Fixtures of other versions of an engine say nothing about the one that is installed. */
function tellSkipped(results: readonly ImplementationResult[], folder: string, { stderr }: Io): void {
  for (const { implementation, version: installed } of results) {
    if (installed === undefined) continue;
    for (const [other, count] of otherVersions(folder, implementation, installed)) {
      stderr.write(`skipped: ${counted(count, "fixture")} of ${implementation} ${other}, and ${installed} is installed here: normfuzz replay ${shellWord(join(folder, versionedFolder(implementation, other)))} shows what it does\n`);
    }
  }
}

interface Conclusion {
  readonly results: readonly ImplementationResult[];
  /** The words that name the targets; none where it is all that there is. What is not installed is then left out again. */
  readonly named: readonly string[];
  readonly targets: readonly Target[];
  readonly targetOf: ReadonlyMap<ImplementationResult, Target>;
  readonly settings: Settings;
  readonly options: VerifyCommandOptions;
  readonly startedAt: Date;
  readonly io: Io;
}

function conclude({ results, named, targets, targetOf, settings, options, startedAt, io }: Conclusion): ExitCode {
  const reported = results.map((result) => {
    const file = fileOf(targetOf.get(result));
    const kept = keep(result, {
      regressions: options.regressions,
      report: options.report,
      readOnly: Boolean(io.env.CI),
      where: () => placeOf(result, targets),
      onError: (message: string) => io.stderr.write(`normfuzz: ${message}\n`),
    });
    return reportedResult(result, (counterexample) => kept.get(counterexample) ?? {}, file && sourceOf(file, result.implementation));
  });
  const run: RunInfo = {
    seed: settings.seed,
    profile: settings.profile,
    runsPerProperty: settings.runs,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    command: againCommand(named, settings, options.browser),
    version,
  };
  const report = runReport(run, reported, reportFiles(options));
  try {
    io.stdout.write(terminalReport(report, { width: widthOf(io), colour: colourOf(io) }));
  } finally {
    // Whatever becomes of one way to show it, the others are written.
    writeReportFiles(report, options, io);
    writeWorkflow(report, io);
  }
  return exitCodeOf(results, settings);
}

/** Implementations of user files and programs are not found by id alone. */
function placeOf({ target }: ImplementationResult, targets: readonly Target[]): string {
  const own = targets.find(({ label }) => label === target);
  return own !== undefined && isOwn(own) ? ` --implementation ${shellWord(own.label)}` : "";
}

function isOwn({ kind }: Target): boolean {
  return kind === "module" || kind === "onnx" || kind === "wgsl" || kind === "process";
}

function fileOf(target: Target | undefined): Target | undefined {
  return target?.kind === "module" || target?.kind === "onnx" || target?.kind === "wgsl" ? target : undefined;
}

/** The file and, of a module, the line; a file that cannot be read has no lines, and another message says so. */
function sourceOf({ kind, name }: Target, implementation: string): { readonly file: string; readonly line?: number | undefined } {
  const file = relative(process.cwd(), name) || name;
  if (kind !== "module") return { file };
  try {
    return { file, line: sourceLine(readFileSync(name, "utf8"), implementation) };
  } catch {
    return { file };
  }
}

function exitCodeOf(results: readonly ImplementationResult[], settings: Settings): ExitCode {
  if (results.some((result) => failsTheRun(result, settings))) return exitCodes.violation;
  if (results.some(({ interrupted }) => interrupted)) return exitCodes.interrupted;
  if (results.some(({ verdict }) => verdict === "error")) return exitCodes.usage;
  return results.length === 0 ? exitCodes.interrupted : exitCodes.pass;
}

/** Failures that open fixtures know do not fail a run that expects them. */
function failsTheRun({ verdict, properties, beyond, regressions }: ImplementationResult, { expectKnown, strict }: Settings): boolean {
  if (verdict !== "fail") return false;
  const onlyKnown = properties.every(({ status }) => status !== "fail") && regressions.failures.length === 0;
  return !(expectKnown && onlyKnown && !(strict && beyond.some(({ grade }) => grade === "impossible")));
}

function settingsOf({ profile: named, property, seed, ...options }: VerifyCommandOptions, { env }: Io): Settings {
  const profile = named ?? (env.CI ? "pr" : "local");
  const defaults = profiles[profile];
  return {
    ...defaults,
    seed: seed ?? (profile === "pr" ? fixedSeed : freshSeed()),
    runs: options.runs ?? defaults.runs,
    seconds: options.seconds ?? defaults.seconds,
    callSeconds: options.callSeconds ?? defaults.callSeconds,
    properties: typeof property === "string" ? property.split(/[\s,]+/).filter(Boolean) : property,
    regressions: options.regressions,
    proofs: join(options.report, "proofs"),
    strict: options.strict ?? false,
  };
}

/** The targets that words, --exec and --browser name; all that there are for none. Throws a UsageError. */
export async function targetsOf(words: readonly string[], { exec = [], format, memoryMegabytes, browser }: Pick<VerifyCommandOptions, "exec" | "format" | "memoryMegabytes" | "browser">): Promise<readonly Target[]> {
  if (exec.length === 0 && format !== undefined) throw new UsageError("--format chooses among the formats of a program: name it with --exec");
  if (words.length === 0 && exec.length === 0 && browser === undefined) return defaultTargets();
  const programs = exec.map((command) => processTarget(command, { formats: format, memoryMegabytes }));
  const named = browser === undefined ? (await Promise.all(words.map(resolveTarget))).flat() : await browserTargets(words);
  const targets = [...named, ...programs];
  const seen = new Set<string>();
  for (const { kind, name, label } of targets) {
    const key = kind === "process" ? label : name;
    if (seen.has(key)) throw new UsageError(`${relative(process.cwd(), label) || label} is named twice`);
    seen.add(key);
  }
  return targets;
}
