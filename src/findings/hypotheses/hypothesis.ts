// One idea about what a kernel does wrong, as data: a sentence and the field or two in which its recipe differs.

import type { Format } from "../../formats/format.ts";
import type { Batch } from "../../oracle/row.ts";
import type { Recipe } from "./recipe.ts";

/** What a hypothesis may know about the problem. */
export interface Setting {
  readonly batch: Batch;
  readonly row: number;
  readonly storage: Format;
  readonly accumulator: Format;
}

export interface Hypothesis {
  /** kebab-case. */
  readonly id: string;
  /** The hypothesis that it is a special case of: not mentioned where that one fits as well. */
  readonly variantOf?: string;
  /** Completes "behaves exactly like …". */
  sentence(setting: Setting): string;
  /** Whether it differs from the right answer in this setting at all; absent: always. */
  applies?(setting: Setting): boolean;
  /** How its recipe differs from two-pass, ε inside the root, γ and β applied, in the accumulator. */
  changes(setting: Setting): Partial<Recipe>;
}
