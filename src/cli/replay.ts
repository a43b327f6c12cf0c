// `normfuzz replay`: fixtures in, what happens on them now out, each explained.

import { existsSync } from "node:fs";
import { everyProperty } from "../campaign/catalogue.ts";
import { callOf } from "../campaign/lost.ts";
import { profiles, type Settings } from "../campaign/settings.ts";
import { type ReplayOutcome, superviseReplay } from "../campaign/supervise-replay.ts";
import { missingPackage, resolveTarget, type Target } from "../campaign/target.ts";
import type { Replay } from "../findings/replay.ts";
import { readFixtures, type StoredFixture } from "../findings/store.ts";
import { counted } from "../report/counted.ts";
import { replayCard } from "../report/replay-card.ts";
import { plainText } from "../report/plain-text.ts";
import { terminalCard } from "../report/terminal.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { UsageError } from "./usage-error.ts";

export interface ReplayCommandOptions {
  readonly implementation?: string;
}

/** The label column of a card. */
const labelWidth = 12;

export async function replayCommand(paths: readonly string[], options: ReplayCommandOptions, io: Io): Promise<ExitCode> {
  const fixtures = fixturesOf(paths);
  const settings = { ...profiles.local, seed: "replay" };
  const aboutAnswers = new Set((await everyProperty()).filter(({ judgesFailures }) => judgesFailures).map(({ id }) => id));
  let [unexpected, skipped] = [0, 0];
  for (const [target, own] of await byTarget(fixtures, options)) {
    const { replays, lost, error, unavailable } = await outcomeOf(target, own, { settings, signal: io.signal });
    // Of an engine that is kept by version: what is not installed has nothing to answer for.
    if (error !== undefined && unavailable && own.every(isOfVersion)) {
      for (const { file } of own) io.stdout.write(`skipped: ${file}: ${plainText(error)}\n`);
      skipped += own.length;
      continue;
    }
    if (error !== undefined) throw new UsageError(error);
    for (const { fixture, replay, other } of replays) {
      show(fixture, other === undefined ? replay.message : otherMessage(fixture, replay, other), replay, io);
      if (other !== undefined) skipped++;
      else if (!replay.asExpected) unexpected++;
    }
    for (const { fixture, how } of lost) {
      const { counterexample, file } = fixture;
      io.stdout.write(`${file}\n  ${counterexample.implementation}: ${callOf(counterexample.minimal.batch)} ${plainText(how)}\n\n`);
      if (counterexample.status === "fixed" || !aboutAnswers.has(counterexample.property)) unexpected++;
    }
  }
  const replayed = fixtures.length - skipped;
  const left = skipped === 0 ? "" : `, ${skipped} skipped: of engines or versions that are not installed here`;
  if (replayed > 0 || unexpected > 0) io.stdout.write(`${counted(replayed, "fixture")} replayed, ${unexpected === 0 ? "all as their status says" : `${unexpected} not as its status says`}${left}\n`);
  else io.stdout.write(`nothing was replayed${left}\n`);
  if (replayed === 0 && unexpected === 0) return exitCodes.usage;
  return unexpected === 0 ? exitCodes.pass : exitCodes.violation;
}

/** As superviseReplay, without starting anything for an engine that is known to be missing. */
async function outcomeOf(target: Target, fixtures: readonly StoredFixture[], run: { readonly settings: Settings; readonly signal: AbortSignal }): Promise<ReplayOutcome> {
  const missing = await missingPackage(target);
  return missing === undefined ? superviseReplay({ target, ...run }, fixtures) : { replays: [], lost: [], error: missing, unavailable: true };
}

function isOfVersion({ counterexample }: StoredFixture): boolean {
  return counterexample.found.engineVersion !== undefined;
}

/** What the engine that is installed does on a row of another version. */
function otherMessage({ counterexample }: StoredFixture, { minimal }: Replay, other: string): string {
  const { implementation, property } = counterexample;
  const now = {
    reproduces: "it happens here as well, bit for bit",
    differs: `${property} is violated here as well, in another way: ${minimal.example?.message}`,
    holds: `it does not happen here: ${property} holds`,
    skipped: `${property} says nothing about it here`,
  }[minimal.outcome];
  return `${implementation}: ${other}; ${now}`;
}

function fixturesOf(paths: readonly string[]): readonly StoredFixture[] {
  const fixtures: StoredFixture[] = [];
  for (const path of paths) {
    if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder; fixtures are in regressions/<implementation>/`);
    const read = readFixtures(path);
    if (read.errors[0]) throw read.errors[0];
    fixtures.push(...read.fixtures);
  }
  if (fixtures.length === 0) throw new UsageError(`${paths.join(", ")}: no fixture (.json) in there`);
  return fixtures;
}

/** Fixtures by the target that has their implementation. */
async function byTarget(fixtures: readonly StoredFixture[], { implementation }: ReplayCommandOptions): Promise<Map<Target, StoredFixture[]>> {
  const targets = new Map<string, Target>();
  const groups = new Map<Target, StoredFixture[]>();
  for (const fixture of fixtures) {
    const word = implementation ?? fixture.counterexample.implementation;
    let target = targets.get(word);
    if (target === undefined) {
      const resolved = await resolveTarget(word).catch((error: Error) => {
        if (implementation !== undefined) throw error;
        throw new UsageError(`${fixture.file}: ${word} is not a built-in or an engine; say where it is: --implementation ./${word}.ts`);
      });
      if (resolved.length !== 1) throw new UsageError(`--implementation ${word}: name one file, not ${resolved.length}`);
      target = resolved[0]!;
      targets.set(word, target);
      groups.set(target, []);
    }
    groups.get(target)!.push(fixture);
  }
  return groups;
}

function show({ file, counterexample }: StoredFixture, message: string, replay: Replay, io: Io): void {
  const width = widthOf(io);
  const card = replayCard(counterexample, replay, { file, width: width - labelWidth });
  io.stdout.write(`${terminalCard(card, { width, colour: colourOf(io) })}  ${plainText(message)}\n\n`);
}
