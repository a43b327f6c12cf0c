// From what was found of every engine to the model of the scoreboard.

import type { ScoreboardEntry as Found } from "../../campaign/scoreboard/compute-scoreboard.ts";
import { gradeOf } from "../../campaign/scoreboard/grade.ts";
import { type Striking, strikingOf } from "../../campaign/scoreboard/striking.ts";
import type { Counterexample } from "../../findings/counterexample.ts";
import { jsonNumber } from "../../findings/json-number.ts";
import { breaksInShort, safeInShort } from "../figures/map-words.ts";
import { isViolated } from "../violation-groups.ts";
import { type Absent, type Scoreboard, type ScoreboardEntry, type ScoreboardInfo, scoreboardSchemaId, type StrikingRow, type WorstRow } from "./model.ts";
import { shownRow } from "./shown-row.ts";

/** The scoreboard; `fixtureOf` says where a counterexample is kept. */
export function scoreboardOf(found: readonly Found[], run: ScoreboardInfo, fixtureOf: (counterexample: Counterexample) => string | undefined): Scoreboard {
  const present = found.filter(({ result }) => !result.unavailable);
  return { schema: scoreboardSchemaId, run, entries: present.map((entry) => entryOf(entry, fixtureOf)), absent: absentOf(found) };
}

/** Those that lack the same thing together. */
function absentOf(found: readonly Found[]): readonly Absent[] {
  const absent = new Map<string, string[]>();
  for (const { result } of found) {
    if (!result.unavailable) continue;
    const why = result.error ?? "it is not installed";
    absent.set(why, [...(absent.get(why) ?? []), result.implementation]);
  }
  return [...absent].map(([why, names]) => ({ names, why }));
}

function entryOf(entry: Found, fixtureOf: (counterexample: Counterexample) => string | undefined): ScoreboardEntry {
  const { result, model, fingerprint, timing } = entry;
  const { implementation, description, version, contract, error, rows, properties, beyond, maps } = result;
  const map = maps?.map;
  return {
    implementation,
    description,
    version,
    model,
    contract,
    grade: gradeOf(result),
    error,
    rows,
    violated: properties.filter(isViolated).map(({ property }) => property),
    worst: worstOf(entry),
    safe: map === undefined ? [] : map.safe.map((region) => ({ label: region.label, text: safeInShort(map, region).replace(/^≤ [^:]*: /, "") })),
    breaks: map && breaksInShort(map),
    beyond: beyond.map(({ grade, symptom, count }) => ({ grade, symptom, count })),
    striking: strikingOf(result).map((one) => strikingRow(one, fixtureOf)),
    fingerprint: fingerprint?.sentence,
    timing,
  };
}

/** The worst of the run and of the hunt; the row is that of the hunt, or of the run where that one is worse and kept its row. */
function worstOf({ result, hunt }: Found): WorstRow | undefined {
  const agreement = result.properties.find(({ property }) => property === "oracle-agreement");
  const candidates = [
    ...(hunt?.worst === undefined ? [] : [{ margin: hunt.worst, example: hunt.simplest?.example }]),
    ...(agreement?.margin === undefined ? [] : [{ margin: agreement.margin, example: agreement.counterexample?.worst ?? agreement.counterexample?.minimal }]),
  ];
  if (candidates.length === 0) return undefined;
  const worst = candidates.reduce((a, b) => (b.margin > a.margin ? b : a));
  return { margin: jsonNumber(worst.margin), row: worst.example && result.contract && shownRow(worst.example, result.contract) };
}

function strikingRow({ counterexample, outcome, beyond }: Striking, fixtureOf: (counterexample: Counterexample) => string | undefined): StrikingRow {
  const { property, minimal, contract } = counterexample;
  return {
    property,
    beyond,
    outcome: outcome.kind,
    error: jsonNumber(outcome.error),
    row: shownRow(minimal, contract)!,
    cause: minimal.cause?.id === "unknown" ? undefined : minimal.cause?.label,
    fixture: fixtureOf(counterexample),
  };
}
