// The command that does a run again: what was named, the seed, and every option that differs from those of its profile.

import { profiles, type Settings } from "../campaign/settings.ts";
import { shellWord } from "./shell-word.ts";

/** `named`: the words that name targets; none: everything that there is, in a browser where one is named. */
export function againCommand(named: readonly string[], settings: Settings, browser?: string): string {
  const usual = profiles[settings.profile];
  const words = ["npx normfuzz verify", ...(browser === undefined ? [] : ["--browser", browser]), ...named.map(shellWord), "--seed", shellWord(settings.seed), "--profile", settings.profile];
  if (settings.runs !== usual.runs) words.push("--runs", String(settings.runs));
  if (settings.seconds !== usual.seconds) words.push("--seconds", String(settings.seconds));
  if (settings.callSeconds !== usual.callSeconds) words.push("--call-seconds", String(settings.callSeconds));
  if (settings.strict && !usual.strict) words.push("--strict");
  if (settings.regressions !== undefined && settings.regressions !== usual.regressions) words.push("--regressions", shellWord(settings.regressions));
  for (const property of settings.properties ?? []) words.push("--property", property);
  return words.join(" ");
}
