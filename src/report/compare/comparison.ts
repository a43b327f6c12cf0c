// What changed between two runs, as data that the terminal and Markdown are drawn from.

/** worse: fails a pull request. better, changed: to be read. */
export type Tone = "worse" | "better" | "changed";

export interface Change {
  readonly implementation: string;
  /** id of the property; absent where the implementation as a whole is meant. */
  readonly property?: string | undefined;
  /** One line: what it was and what it is. */
  readonly text: string;
}

export interface ChangeSection {
  readonly title: string;
  readonly tone: Tone;
  readonly changes: readonly Change[];
}

/** Something that the two runs do not have in common, and what that means for what is compared. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly meaning: string;
}

/** "seed 2026 · profile pr · normfuzz 0.1.0 · 2026-11-23T12:00:00Z" */
export interface Sides {
  readonly before: string;
  readonly after: string;
}

export interface Comparison {
  readonly sides: Sides;
  readonly differences: readonly Difference[];
  /** Only those with changes, the worse ones first. */
  readonly sections: readonly ChangeSection[];
  /** Properties of implementations that are in both runs, and those of them whose verdict is the same. */
  readonly compared: number;
  readonly same: number;
  /** Whether a section is worse. */
  readonly worse: boolean;
}
