// `normfuzz scoreboard`: every engine that is installed, side by side.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { freshSeed } from "../campaign/derive-seed.ts";
import { platform } from "../campaign/platform.ts";
import { computeScoreboard, type ScoreboardEntry } from "../campaign/scoreboard/compute-scoreboard.ts";
import { heldAsEngines, scoreboardTargets } from "../campaign/scoreboard/scoreboard-targets.ts";
import { strikingOf } from "../campaign/scoreboard/striking.ts";
import { profiles, type Settings } from "../campaign/settings.ts";
import type { Target } from "../campaign/target.ts";
import { lanesOf } from "../campaign/verify-targets.ts";
import { version } from "../campaign/version.ts";
import type { Counterexample } from "../findings/counterexample.ts";
import { fixturePath, readFixtures, versionedFolder, writeFixture } from "../findings/store.ts";
import { writeAtomically } from "../findings/write-atomically.ts";
import { scoreboardOf } from "../report/scoreboard/from-entries.ts";
import { mergeScoreboards } from "../report/scoreboard/merge-scoreboards.ts";
import { parseScoreboard } from "../report/scoreboard/parse-scoreboard.ts";
import { scoreboardMarkdown } from "../report/scoreboard/scoreboard-markdown.ts";
import { scoreboardText } from "../report/scoreboard/scoreboard-text.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { progressDisplay } from "./progress.ts";
import { shellWord } from "./shell-word.ts";
import { UsageError } from "./usage-error.ts";
import { targetsOf } from "./verify.ts";
import { checkPlaces } from "./write-reports.ts";

export interface ScoreboardCommandOptions {
  readonly runs?: number;
  readonly seconds?: number;
  readonly seed?: string;
  readonly report: string;
  readonly write?: string;
  readonly json?: string;
  readonly with?: readonly string[];
  readonly regressions: string;
  readonly callSeconds?: number;
}

export async function scoreboardCommand(words: readonly string[], options: ScoreboardCommandOptions, io: Io): Promise<ExitCode> {
  const targets = words.length === 0 ? await scoreboardTargets() : await heldAsEngines(await targetsOf(words, {}));
  const page = options.write ?? join(options.report, "engines.md");
  checkPlaces({ report: dirname(page), json: options.json });
  // Before a run of minutes: a file that is wrong is wrong at once.
  const others = (options.with ?? []).map((file) => parseScoreboard(readText(file), file));
  const settings = settingsOf(options);
  io.stderr.write(`seed ${settings.seed} · ${settings.runs} batches or ${settings.seconds} s for each of ${targets.length}, then a hunt, a fingerprint and the time of calls\n`);

  const startedAt = new Date();
  const display = progressDisplay(io, { total: targets.length, lanes: lanesOf(targets), batches: settings.runs, seconds: settings.seconds });
  const found = await computeScoreboard({
    targets,
    settings,
    signal: io.signal,
    onProgress: (progress) => display.update(progress),
    onResult: (result) => display.finish(result),
  });
  display.end();

  const fixtures = io.env.CI ? new Map<Counterexample, string>() : keepFixtures(found, options.regressions, io);
  const own = scoreboardOf(
    found,
    {
      seed: settings.seed,
      startedAt: startedAt.toISOString(),
      seconds: (Date.now() - startedAt.getTime()) / 1000,
      node: process.version,
      platform: platform(),
      command: ["npx normfuzz scoreboard", ...words.map(shellWord), "--seed", shellWord(settings.seed), ...(options.runs === undefined ? [] : ["--runs", options.runs]), ...(options.seconds === undefined ? [] : ["--seconds", options.seconds]), ...(options.with ? ["--with", ...options.with.map(shellWord)] : [])].join(" "),
      version,
    },
    (counterexample) => fixtures.get(counterexample),
  );
  const board = mergeScoreboards(own, others);
  io.stdout.write(scoreboardText(board, { width: widthOf(io), colour: colourOf(io) }));
  writeAtomically(page, scoreboardMarkdown(board));
  if (options.json !== undefined) writeAtomically(options.json, `${JSON.stringify(own, undefined, 1)}\n`);
  io.stdout.write(`written ${[page, ...(options.json === undefined ? [] : [options.json])].map((file) => relative(process.cwd(), file)).join("  ")}\n`);
  return exitCodeOf(found, targets, io);
}

/** As everywhere: what was asked for by name must be there, and a contract that is broken is a violation. Models are known to break theirs. */
function exitCodeOf(found: readonly ScoreboardEntry[], targets: readonly Target[], { signal, stderr }: Io): ExitCode {
  const missing = found.filter(({ target, result }) => result.verdict === "error" && result.contract === undefined && !target.optional);
  for (const { result } of missing) stderr.write(`normfuzz: ${result.error}\n`);
  if (missing.length > 0) return exitCodes.usage;
  if (found.some(({ model, result }) => !model && result.verdict === "fail")) return exitCodes.violation;
  return signal.aborted || found.length < targets.length || found.some(({ result }) => result.interrupted) ? exitCodes.interrupted : exitCodes.pass;
}

function settingsOf({ seed, runs, seconds, callSeconds }: ScoreboardCommandOptions): Settings {
  const { regressions: _, ...defaults } = profiles.local;
  return { ...defaults, seed: seed ?? freshSeed(), runs: runs ?? defaults.runs, seconds: seconds ?? defaults.seconds, callSeconds: callSeconds ?? defaults.callSeconds };
}

/** The rows to remember an engine by, kept for its version: one file a property, so that another seed adds none; without the worst batch, which may be hundreds of rows. */
function keepFixtures(found: readonly ScoreboardEntry[], folder: string, { stderr }: Io): Map<Counterexample, string> {
  const files = new Map<Counterexample, string>();
  for (const { result } of found) {
    if (result.version === undefined) continue;
    const there = new Set(readFixtures(join(folder, versionedFolder(result.implementation, result.version))).fixtures.map(({ counterexample }) => counterexample.property));
    for (const { counterexample } of strikingOf(result)) {
      try {
        if (there.has(counterexample.property) && !existsSync(join(folder, fixturePath(counterexample)))) continue;
        files.set(counterexample, relative(process.cwd(), writeFixture(folder, { ...counterexample, worst: undefined })));
      } catch (error) {
        stderr.write(`normfuzz: ${(error as Error).message}\n`);
      }
    }
  }
  return files;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--with ${file}: cannot be read (${(error as Error).message}); give a file that normfuzz scoreboard --json wrote`);
  }
}
