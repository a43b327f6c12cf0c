// Where figures enter the page: above an implementation's findings, and before all implementations where they are compared.

import type { Html } from "../escape-html.ts";
import type { ImplementationResult } from "../model.ts";

/** The maps of an implementation; undefined where none were measured. */
export function implementationFigures(_result: ImplementationResult): Html | undefined {
  return undefined;
}

/** The same of several, side by side. */
export function comparisonFigures(_results: readonly ImplementationResult[]): Html | undefined {
  return undefined;
}
