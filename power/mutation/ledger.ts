// What the last run of each part came to: Stryker's own results stay on the machine that made them, and a run of one part must not lose the others.

import { existsSync, readFileSync } from "node:fs";
import { writeAtomically } from "../../src/findings/write-atomically.ts";
import { parts } from "./parts.ts";
import type { PartSummary } from "./section.ts";

const file = "power/mutation/ledger.json";

export function readLedger(): readonly PartSummary[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PartSummary[]) : [];
}

/** Fresh summaries in the place of those of the same folders, in the order of the parts; one of fewer files than before is only a piece, and does not count. */
export function withSummaries(ledger: readonly PartSummary[], fresh: readonly PartSummary[]): readonly PartSummary[] {
  return parts.flatMap(({ folder }) => {
    const [known, found] = [ledger, fresh].map((summaries) => summaries.find((one) => one.folder === folder));
    return found !== undefined && (found.files ?? 0) >= (known?.files ?? 0) ? found : (known ?? []);
  });
}

export function writeLedger(ledger: readonly PartSummary[]): void {
  writeAtomically(file, `${JSON.stringify(ledger, undefined, 2)}\n`);
}
