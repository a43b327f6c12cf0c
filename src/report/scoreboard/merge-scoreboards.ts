// What several machines measured as one scoreboard: entries of others are added where none of the same version is there, and what one of them has is
// absent no more.

import type { Absent, Scoreboard, ScoreboardEntry } from "./model.ts";

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
  return { ...first, entries, absent: absentFrom([first, ...others], measured) };
}

function sameSubject(a: ScoreboardEntry, b: ScoreboardEntry): boolean {
  return a.implementation === b.implementation && a.version === b.version && a.model === b.model;
}

/** What none of them measured, each name with the first reason. */
function absentFrom(boards: readonly Scoreboard[], measured: ReadonlySet<string>): readonly Absent[] {
  const told = new Set(measured);
  return boards
    .flatMap(({ absent }) => absent)
    .flatMap(({ names, why }) => {
      const left = names.filter((name) => !told.has(name));
      for (const name of left) told.add(name);
      return left.length === 0 ? [] : [{ names: left, why }];
    });
}
