// `normfuzz fingerprint`: which known kernel an implementation is, bit for bit, or what family its errors speak of.

import type { Fingerprint } from "../campaign/fingerprint/fingerprint.ts";
import { superviseFingerprint } from "../campaign/fingerprint/supervise-fingerprint.ts";
import { profiles } from "../campaign/settings.ts";
import { resolveTarget } from "../campaign/target.ts";
import { writeAtomically } from "../findings/write-atomically.ts";
import { plainText } from "../report/plain-text.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";
import { checkPlaces } from "./write-reports.ts";

export interface FingerprintCommandOptions {
  readonly json?: string;
  readonly callSeconds?: number;
}

export async function fingerprintCommand(word: string, options: FingerprintCommandOptions, io: Io): Promise<ExitCode> {
  const targets = await resolveTarget(word);
  if (options.json !== undefined) checkPlaces({ json: options.json });
  const all: Fingerprint[] = [];
  let lost = 0;
  for (const target of targets) {
    const outcome = await superviseFingerprint(target, { callSeconds: options.callSeconds ?? profiles.local.callSeconds, signal: io.signal });
    if (outcome.error !== undefined && !target.optional) throw new UsageError(outcome.error);
    if (outcome.error !== undefined) io.stderr.write(`left out: ${target.label}: ${outcome.error}\n`);
    for (const { implementation, sentence } of outcome.fingerprints) io.stdout.write(`${plainText(implementation)}: ${plainText(sentence)}\n`);
    for (const { implementation, how } of outcome.lost) io.stdout.write(`✗ ${plainText(implementation)}: forward ${plainText(how)}\n`);
    all.push(...outcome.fingerprints);
    lost += outcome.lost.length;
  }
  if (options.json !== undefined) writeAtomically(options.json, `${JSON.stringify(all, undefined, 1)}\n`);
  if (lost > 0) return exitCodes.violation;
  return io.signal.aborted ? exitCodes.interrupted : exitCodes.pass;
}
