// A replayed fixture as a card: what happens on its row now or, where nothing does any more, what was recorded.

import { contractOf, type Counterexample } from "../findings/counterexample.ts";
import { exampleJson } from "../findings/example-json.ts";
import type { Replay } from "../findings/replay.ts";
import { type Card, violationCard } from "./card.ts";

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
  const card = violationCard(
    { implementation, contract },
    { property, statement, status: "fail", fixture: file, minimal: exampleJson(example, storage), worst: counterexample.worst && exampleJson(counterexample.worst, storage), found },
    width,
  );
  return minimal.example ? card : { ...card, title: card.title.replace(" violates ", " once violated "), known: true };
}
