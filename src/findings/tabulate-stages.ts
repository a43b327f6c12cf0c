// Makes the table of stages: own values (of the implementation, or of a model) beside the exact ones, and how many bits each stage lost.

import type { Call } from "../contract/call.ts";
import { type StageId, stageIds, stageLabels } from "../contract/stage.ts";
import type { Format } from "../formats/format.ts";
import { formatOf } from "../formats/format-of.ts";
import { type ExactStages, exactStages } from "./exact-stages.ts";
import { allLosses, declaredTrace, type Diagnosis, type Observed } from "./explain.ts";
import type { Stage } from "./hypotheses/trace.ts";
import type { Loss } from "./hypotheses/traced-arithmetic.ts";
import { type Lost, lostSentence } from "./lost-at.ts";
import { formatOfStages } from "./observe.ts";
import { stageRow, type StageRowContext } from "./stage-row.ts";
import type { StageRow, StageTable } from "./stage-table.ts";

/** Columns of a long row that are shown: a report keeps its size. */
const columnsMax = 16;

export interface Tabulated {
  readonly call: Call;
  /** Row and column of the evidence. */
  readonly row: number;
  readonly column: number;
  readonly diagnosis: Diagnosis | undefined;
  readonly observed: Observed | undefined;
}

/** The stages of a row; undefined where it has no exact answer, or the call gave none. */
export function stageTable({ call, row: r, column: given, diagnosis, observed }: Tabulated): StageTable | undefined {
  if (call.failure !== undefined || r < 0 || r >= call.batch.rows) return undefined;
  const { row, exact } = call.row(r);
  if (exact === undefined) return undefined;
  const own = ownStages({ call, row: r, column: given, diagnosis, observed });
  if (own === undefined) return undefined;
  const cols = row.x.length;
  const column = diagnosis?.column ?? Math.max(given, 0);
  const lost = diagnosis?.lost;
  const { source, whose, format, losses } = own;
  const columns = columnsShown(cols, column, lost?.element);
  const right = exactStages(row, exact);
  const shown = own.stages.filter(({ value }) => typeof value === "number" || value.length === cols);
  const context = { right, format, storage: call.contract.storage, columns, lost, losses };
  const rows = shown.map((stage) => rowOf(stage, context));
  // What lost it may be a stage that the implementation does not tell: the one of the model is shown in its place.
  const untold = lost && source === "observed" && !shown.some(({ id }) => id === lost.stage) ? diagnosis.trace.stages.find(({ id }) => id === lost.stage) : undefined;
  if (untold) rows.push({ ...rowOf(untold, context), ofModel: true });
  rows.sort((a, b) => place(a) - place(b));
  return {
    source,
    whose,
    format: format.id,
    precision: format.precision,
    columns,
    cols,
    column,
    sentence: lost && lostSentence(lost),
    stages: rows,
  };
}

function place({ stage }: StageRow): number {
  return stageIds.indexOf(stage as StageId);
}

interface Own extends Pick<StageTable, "source" | "whose"> {
  readonly stages: readonly Stage[];
  readonly losses: readonly Loss[];
  readonly format: Format;
}

function ownStages({ call, row, diagnosis, observed }: Tabulated): Own | undefined {
  const { storage, accumulator } = call.contract;
  const exactly = diagnosis?.explanation.certainty === "exact";
  if (observed !== undefined) {
    const losses = exactly ? allLosses(diagnosis.trace, observed) : observed.losses;
    // y is held in the storage format, whatever the rest is.
    const format = formatOfStages(observed.stages, [storage, accumulator, formatOf("fp32"), formatOf("fp64")]);
    return { source: "observed", whose: "the implementation's own values, as it told them in one more call with the same outputs", stages: observed.stages, losses, format };
  }
  const model = diagnosis ?? declaredTrace(call, row);
  if (model === undefined) return undefined;
  const { stages, losses, format } = model.trace;
  if (exactly) return { source: "matched", whose: `those of ${model.model}, which gives the same outputs, bit for bit`, stages, losses, format };
  const near = diagnosis?.explanation.certainty === "consistent";
  const whose = near ? `inferred from ${model.model}, whose outputs come within a few units in the last place` : `inferred from the contract: what ${model.model} would have; the implementation's own stages are not known`;
  return { source: "inferred", whose, stages, losses, format };
}

interface RowContext extends Pick<StageRowContext, "format" | "columns"> {
  readonly right: ExactStages;
  readonly storage: Format;
  readonly lost: Lost | undefined;
  readonly losses: readonly Loss[];
}

function rowOf({ id, value }: Stage, { right, format, storage, columns, lost, losses }: RowContext): StageRow {
  const first = lost?.stage === id;
  const loss = first ? lost.text : losses.find(({ stage }) => stage === id)?.text;
  return { stage: id, ...stageRow(value, { label: stageLabels[id], right: right[id], format, storage: id === "affine" ? storage : undefined, columns, loss, first }) };
}

/** All of a short row; of a long one those about the evidence, and the element where something happened. */
export function columnsShown(cols: number, column: number, element: number | undefined): readonly number[] {
  if (cols <= columnsMax) return Array.from({ length: cols }, (_, i) => i);
  const shown = new Set<number>([column, ...(element !== undefined && element < cols ? [element] : [])]);
  const start = Math.max(0, Math.min(column - columnsMax / 2, cols - columnsMax));
  for (let i = start; shown.size < columnsMax; i++) shown.add(i);
  return [...shown].sort((a, b) => a - b);
}
