// `normfuzz hunt`: the worst rows of an implementation, by κ and magnitude.

import { freshSeed } from "../campaign/derive-seed.ts";
import { type HuntResult, type HuntSettings } from "../campaign/hunt/hunt-implementation.ts";
import type { ObjectiveId } from "../campaign/hunt/objective.ts";
import { profiles } from "../campaign/settings.ts";
import { superviseHunt } from "../campaign/supervise-hunt.ts";
import { resolveTarget } from "../campaign/target.ts";
import { writeAtomically } from "../findings/write-atomically.ts";
import { huntJson, huntText } from "../report/hunt.ts";
import { plainText } from "../report/plain-text.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { UsageError } from "./usage-error.ts";
import { checkPlaces } from "./write-reports.ts";

export interface HuntCommandOptions {
  readonly seconds: number;
  readonly objective: ObjectiveId;
  readonly seed?: string;
  readonly runs?: number;
  readonly json?: string;
  readonly callSeconds?: number;
}

export async function huntCommand(word: string, options: HuntCommandOptions, io: Io): Promise<ExitCode> {
  const targets = await resolveTarget(word);
  if (options.json !== undefined) checkPlaces({ json: options.json });
  const { elementsMax, shrinkCalls, callSeconds } = profiles.local;
  const settings: HuntSettings = {
    objective: options.objective,
    seed: options.seed ?? freshSeed(),
    seconds: options.seconds,
    batchesMax: options.runs ?? Number.MAX_SAFE_INTEGER,
    elementsMax,
    shrinkCalls,
  };
  io.stderr.write(`seed ${settings.seed} · ${settings.seconds} s for each of ${targets.length}\n`);
  const results: HuntResult[] = [];
  let lost = 0;
  for (const target of targets) {
    const outcome = await superviseHunt({
      target,
      settings,
      callSeconds: options.callSeconds ?? callSeconds,
      signal: io.signal,
      onProgress: ({ implementation, rows, best }) => {
        if (io.stderr.isTTY) io.stderr.write(`\r\x1b[K${implementation} · ${rows} rows · worst ${best.toPrecision(3)}`);
      },
    });
    if (io.stderr.isTTY) io.stderr.write("\r\x1b[K");
    if (outcome.error !== undefined) throw new UsageError(outcome.error);
    for (const result of outcome.results) io.stdout.write(`${huntText(result, { width: widthOf(io), colour: colourOf(io) })}\n`);
    results.push(...outcome.results);
    for (const { implementation, how, input } of outcome.lost) {
      lost++;
      const size = input === undefined ? "" : ` on ${input.rows} × ${input.cols} values`;
      io.stdout.write(`✗ ${plainText(implementation)}: forward ${plainText(how)}${size}; normfuzz verify finds the smallest such input\n\n`);
    }
  }
  if (options.json !== undefined) writeAtomically(options.json, `${JSON.stringify(results.map(huntJson), undefined, 1)}\n`);
  const violated = results.some(({ objective, worst }) => objective === "margin" && worst !== undefined && worst > 1);
  if (violated || lost > 0) return exitCodes.violation;
  return io.signal.aborted ? exitCodes.interrupted : exitCodes.pass;
}
