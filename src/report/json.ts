// The report as a JSON file: the model itself.

import { layOutJson } from "../findings/json-layout.ts";
import type { RunReport } from "./model.ts";

/** The text of the file; the same report always gives the same text. */
export function reportJson(report: RunReport): string {
  return `${layOutJson(report)}\n`;
}
