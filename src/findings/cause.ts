// The root cause of a violation by name, so that counterexamples can be counted by it, with what usually mends it.

export interface Cause {
  /** kebab-case: "overflow-of-squares", "cancellation", "epsilon-underflow", "unknown" … */
  readonly id: string;
  /** A few words: "squares overflow". */
  readonly label: string;
  /** One sentence: what would mend it. Absent where the cause is not known. */
  readonly remedy?: string | undefined;
}
