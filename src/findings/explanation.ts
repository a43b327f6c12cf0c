// What is said about why an answer is wrong, and how sure it is. A sentence that only might be true says so.

export interface Explanation {
  /**
   * exact: the hypothesis gives every observed output of the row, bit for bit, and the correct answer does not.
   * consistent: the same to within a few units in the last place. observed: no hypothesis fits, but the implementation told its own stages.
   * measured: nor that, but the outputs are those of another mean or another scale.
   * inferred: no hypothesis fits; this is where the declared algorithm is fragile.
   */
  readonly certainty: "exact" | "consistent" | "observed" | "measured" | "inferred";
  /** id of the hypothesis. */
  readonly hypothesis: string;
  /** One line, complete: "behaves exactly like a one-pass variance in fp32". */
  readonly sentence: string;
  /** The first stage that departs from the exact value by more than rounding, one line with numbers. */
  readonly lostAt?: string | undefined;
  /** Other hypotheses that fit as well: this row cannot tell them apart. */
  readonly alsoFits: readonly string[];
}
