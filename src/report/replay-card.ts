// A replayed fixture as a card: what happens on its row now or, where nothing does any more, what was recorded.

import { contractOf, type Counterexample } from "../findings/counterexample.ts";
import { exampleJson } from "../findings/example-json.ts";
import type { Replay } from "../findings/replay.ts";
import type { StageTable } from "../findings/stage-table.ts";
import { type Card, violationCard } from "./card.ts";
import { stageLines } from "./stage-lines.ts";

export interface ReplayCardOptions {
  readonly file: string;
  /** Of the text beside the labels. */
  readonly width: number;
}

/** Says in its title whether the implementation violates the property or did when the fixture was recorded. */
export function replayCard(counterexample: Counterexample, { minimal }: Replay, { file, width }: ReplayCardOptions): Card {
  const { implementation, contract, property, statement, found } = counterexample;
  const { storage } = contractOf(contract);
  const example = minimal.example ?? counterexample.minimal;
  let card = violationCard(
    { implementation, contract },
    { property, statement, status: "fail", fixture: file, minimal: exampleJson(example, storage), worst: counterexample.worst && exampleJson(counterexample.worst, storage), found },
    width,
  );
  const table = minimal.example?.stages;
  if (table) card = withStages(card, table, width);
  return minimal.example ? card : { ...card, title: card.title.replace(" violates ", " once violated "), known: true };
}

/** The stages stand after what was lost where, before the worst row and the command. */
function withStages(card: Card, table: StageTable, width: number): Card {
  const after = ["worst", "replay", "found"];
  const place = card.fields.findIndex(({ label }) => after.includes(label));
  const at = place < 0 ? card.fields.length : place;
  const fields = stageLines(table, width).map((text, i) => ({ label: i === 0 ? "stages" : "", text, grid: i > 0 }));
  return { ...card, fields: [...card.fields.slice(0, at), ...fields, ...card.fields.slice(at)] };
}
