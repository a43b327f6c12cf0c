// While a run goes on, one batch in many has its exact answers computed a second way.

import type { Call } from "../contract/call.ts";
import { auditAnswer } from "../oracle/audit.ts";

/** Of a long row the integers would take milliseconds. */
const elementsMax = 512;

/** Throws when the two ways of the oracle disagree on a row of the call: a defect of ours that no verdict survives. */
export function auditCall(call: Call): void {
  const { batch } = call;
  if (batch.x.length > elementsMax) return;
  for (let r = 0; r < batch.rows; r++) {
    const { row, exact } = call.row(r);
    const complaint = exact && auditAnswer(row, exact);
    if (complaint !== undefined) throw new Error(`the oracle disagrees with itself: ${complaint}`);
  }
}
