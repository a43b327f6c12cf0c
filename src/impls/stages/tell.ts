// Tells an observer several stages of a row at once, so that a kernel has one line for all that it keeps in variables anyway.

import type { StageId, StageObserver } from "../../contract/stage.ts";

/** Call it as `if (trace) tell(trace, row, { … })`: the object is then made for explained calls only. */
export function tell(trace: StageObserver, row: number, stages: Readonly<Partial<Record<StageId, number | ArrayLike<number>>>>): void {
  for (const [stage, value] of Object.entries(stages)) trace(stage as StageId, row, value);
}
