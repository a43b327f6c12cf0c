// A property: one invariant that a LayerNorm keeps. Pure data and pure functions: a property never calls an implementation itself;
// it names the further calls it wants (`derive`), and judges the answers (`check`).

import type { Contract } from "../bounds/contract.ts";
import type { Batch } from "../oracle/row.ts";
import type { Call } from "./call.ts";
import type { Verdict } from "./verdict.ts";

export interface Property {
  /** kebab-case, equal to the file's name. */
  readonly id: string;
  /** The invariant, one line, as mathematics where that is shorter. */
  readonly statement: string;
  /** Which real failure it catches that others miss: one or two sentences. */
  readonly why: string;
  /** Present: it judges the backward pass, of batches that carry dy; `call.gradients` has the answers. */
  readonly pass?: "backward";
  /** Present: calls that failed are judged as well. */
  readonly judgesFailures?: true;
  /** Cheap test on the input alone; false means `check` is not called. */
  applies(batch: Batch, contract: Contract): boolean;
  /** Further inputs to run, e.g. the negated batch; all finite in, exactly representable. Absent: judges the one call. */
  derive?(batch: Batch, contract: Contract): readonly Batch[];
  /** Judges the call and, in the order of `derive`, the derived calls. Calls with a `failure` get here only where `judgesFailures` says so. */
  check(call: Call, derived: readonly Call[]): Verdict;
}
