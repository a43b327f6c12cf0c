// A report of hundreds of implementations says everything, but not twice: rows are drawn where they are the simplest of their cause, and bits and
// stages that cards of one implementation have in common stand on the first of them. The others say where.

/** A card, by its address and what it is called there. */
export interface Place {
  readonly anchor: string;
  readonly name: string;
}

/** Where the text stands already, or undefined for the first that asks, which has to state it. */
export type Statement = (text: string, place: Place) => Place | undefined;

export interface Economy {
  readonly stated: Statement;
  /** The card on which the row of this one's cause is drawn; undefined for that card itself. */
  readonly drawnOn?: Place | undefined;
  readonly isDrawn: boolean;
}

/** For the cards of one implementation. */
export function statedOnce(): Statement {
  const places = new Map<string, Place>();
  return (text, place) => {
    const there = places.get(text);
    if (there === undefined) places.set(text, place);
    return there;
  };
}
