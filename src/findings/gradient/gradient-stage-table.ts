// The table of a backward pass: what a model that fits had at every stage, or else what the declared form would have, beside the exact values.

import type { Trial } from "../../contract/trial.ts";
import { stageRow } from "../stage-row.ts";
import type { StageTable } from "../stage-table.ts";
import { columnsShown } from "../tabulate-stages.ts";
import type { Stage } from "../hypotheses/trace.ts";
import type { ExplainedGradient } from "./explain-gradient.ts";
import { type GradientStageId, gradientStageIds, gradientStageLabels } from "./gradient-stage.ts";
import { lostInGradientSentence } from "./lost-in-gradient.ts";

/** What a reader wants to see whatever happened; the others are shown where something was lost in them. */
const always: ReadonlySet<GradientStageId> = new Set<GradientStageId>([
  "mean", "variance", "rstd", "normalised", "incoming", "mean-gradient", "mean-projection", "product-sum", "slope", "offset", "rest", "scaled-rest", "cube", "gradient", "gamma-gradient", "beta-gradient",
]);

/** Sums are shown where no mean of them is. */
const insteadOf: Readonly<Partial<Record<GradientStageId, GradientStageId>>> = { "gradient-sum": "mean-gradient", "projection-sum": "mean-projection" };

/** `trial`: what the row that is shown may be a related input of. */
export function gradientStageTable({ diagnosis, trace, stages, right, column, lost }: ExplainedGradient, trial: Trial): StageTable {
  const { fit, ambiguous, setting, call } = diagnosis;
  const { format, losses } = trace;
  const cols = call.batch.cols;
  const columns = columnsShown(cols, column, lost?.element);
  const has = (id: GradientStageId) => stages.some((stage) => stage.id === id);
  const isLost = (id: GradientStageId) => losses.some(({ stage, kind }) => stage === id && (kind === "overflow" || kind === "underflow"));
  const isShown = ({ id }: Stage<GradientStageId>) => {
    const instead = insteadOf[id];
    return right[id] !== undefined && (always.has(id) || lost?.stage === id || (instead !== undefined && !has(instead)) || (fit !== undefined && !ambiguous && isLost(id)));
  };
  const shown = stages.filter(isShown).sort((a, b) => gradientStageIds.indexOf(a.id) - gradientStageIds.indexOf(b.id));
  const held = (id: GradientStageId) => (id === "gradient" || id === "gamma-gradient" || id === "beta-gradient" ? call.contract.storage : undefined);
  const { source, whose } = whoseOf({ fit, ambiguous, setting }, call.contract.gradient);
  const related = trial.derived.indexOf(call);
  return {
    source,
    whose: related < 0 ? whose : `${whose}; on related input ${related + 1}`,
    format: format.id,
    precision: format.precision,
    columns,
    cols,
    column,
    sentence: lost && lostInGradientSentence(lost),
    stages: shown.map(({ id, value }) => {
      const first = lost?.stage === id;
      const loss = first ? lost.text : fit && losses.find(({ stage }) => stage === id)?.text;
      return { stage: id, ...stageRow(value, { label: gradientStageLabels[id], right: right[id]!, format, storage: held(id), columns, loss, first }) };
    }),
  };
}

function whoseOf({ fit, ambiguous, setting }: Pick<ExplainedGradient["diagnosis"], "fit" | "ambiguous" | "setting">, form = "stable"): Pick<StageTable, "source" | "whose"> {
  if (fit === undefined) {
    const declared = form === "stable" || form === "any" ? "means" : form;
    return { source: "inferred", whose: `inferred from the contract: what a gradient of the form "${declared}" in ${setting.accumulator.id} would have; the implementation's own stages are not known` };
  }
  const model = fit.hypothesis.sentence(setting);
  if (fit.certainty === "consistent") return { source: "inferred", whose: `inferred from ${model}, whose outputs come within rounding of those observed` };
  const others = ambiguous ? "; others do as well" : "";
  return { source: "matched", whose: `those of ${model}, which gives the same outputs, bit for bit${others}` };
}

