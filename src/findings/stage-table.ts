// A computation stage by stage beside the exact one, as data: what the kernel had at each stage, what it should have had, how many bits
// were lost there, and the stage that lost them first. In reports, not in fixture files: a replay makes it anew.

import type { StageId } from "../contract/stage.ts";
import type { GradientStageId } from "./gradient/gradient-stage.ts";
import type { JsonNumber } from "./json-number.ts";

export type { StageId };

export interface StageRow {
  /** Of the forward pass, or of a backward pass. */
  readonly stage: StageId | GradientStageId;
  /** "Σ(x − mean)²" */
  readonly label: string;
  /** Decimal: one value, or one for each of the table's columns. */
  readonly own: string | readonly string[];
  /** Decimal, of the exact stage. */
  readonly exact: string | readonly string[];
  /**
   * Bits of the significand that are wrong, at the worst column of the whole row: 0 (at most half an ulp of the format that stages are
   * held in) to its precision. Errors of single columns are measured against the row's root mean square where that is larger.
   */
  readonly bitsLost: JsonNumber;
  /** What was noticed there: "65536 + 65536 = 131072 passes 65504, the largest fp16 number, at element 1". */
  readonly loss?: string | undefined;
  /** In a table of observed values: a stage that the implementation did not tell, as a model has it that gives the same outputs. */
  readonly ofModel?: true | undefined;
  /** The stage that lost it: the one of the sentence. */
  readonly first?: true | undefined;
}

export interface StageTable {
  /**
   * observed: the implementation told its own values. matched: those of a model that gives the same outputs bit for bit. inferred: those of
   * a model that only comes near, or of the declared algorithm: they need not be the implementation's.
   */
  readonly source: "observed" | "matched" | "inferred";
  /** One line: whose values these are. */
  readonly whose: string;
  /** id of the format that stages are held in, and its precision in bits. */
  readonly format: string;
  readonly precision: number;
  /** The columns shown, of all `cols`: near the evidence, where the row is long. */
  readonly columns: readonly number[];
  readonly cols: number;
  /** The column of the evidence: one of `columns`. */
  readonly column: number;
  /** One line: the stage and what happened there, word for word the explanation's `lostAt`; absent where no single stage lost it. */
  readonly sentence?: string | undefined;
  readonly stages: readonly StageRow[];
}
