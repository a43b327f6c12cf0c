// The intermediate results of one evaluation, in the order in which a kernel makes them, so that the first bad one can be named.

import type { StageId } from "../../contract/stage.ts";
import type { Format } from "../../formats/format.ts";
import type { Recipe } from "./recipe.ts";
import type { Loss } from "./traced-arithmetic.ts";

export interface Stage<Id = StageId> {
  readonly id: Id;
  /** One value, or one per column. */
  readonly value: number | Float64Array;
  /** Of a sum: how many terms it is taken to have. */
  readonly terms?: number;
}

export interface Trace {
  /** The outputs, in the storage format. */
  readonly y: Float64Array;
  /** That of every operation. */
  readonly format: Format;
  /** The way from x to x̂. */
  readonly output: Recipe["output"];
  readonly stages: readonly Stage[];
  readonly losses: readonly Loss[];
}
