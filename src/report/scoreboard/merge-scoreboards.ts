// What several machines measured as one scoreboard: entries of others are added where none of the same version is there, and what one of them has is
// absent no more.

import type { Scoreboard, ScoreboardEntry } from "./model.ts";

/** Entries of one implementation side by side, the first scoreboard's before the others'. */
export function mergeScoreboards(first: Scoreboard, others: readonly Scoreboard[]): Scoreboard {
  const entries: ScoreboardEntry[] = [...first.entries];
  for (const { entries: more, run } of others) {
    for (const entry of more) {
      if (entries.some((one) => sameSubject(one, entry))) continue;
      const after = entries.findLastIndex(({ implementation }) => implementation === entry.implementation);
      entries.splice(after < 0 ? entries.length : after + 1, 0, { ...entry, platform: entry.platform ?? run.platform });
    }
  }
  const measured = new Set(entries.map(({ implementation }) => implementation));
  const absent = first.absent.map(({ names, why }) => ({ names: names.filter((name) => !measured.has(name)), why })).filter(({ names }) => names.length > 0);
  return { ...first, entries, absent };
}

function sameSubject(a: ScoreboardEntry, b: ScoreboardEntry): boolean {
  return a.implementation === b.implementation && a.version === b.version && a.model === b.model;
}
