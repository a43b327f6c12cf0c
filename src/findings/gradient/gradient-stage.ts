// The stages of a backward pass by name. Those of the forward statistics keep their names; the rest is what g = γ·dy goes through until it is dx, in each
// of the forms that kernels have (bounds/contract.ts, GradientForm).

import { hasColumns, stageIds, stageLabels, type StageId } from "../../contract/stage.ts";

/** As mathematics, in the order of an evaluation. */
const own = {
  incoming: "γ·dy",
  "gradient-sum": "Σγ·dy",
  "mean-gradient": "mean(γ·dy)",
  projections: "γ·dy·x̂",
  "projection-sum": "Σγ·dy·x̂",
  "mean-projection": "mean(γ·dy·x̂)",
  "product-sum": "Σγ·dy·x",
  slope: "b = (Σγ·dy·mean − Σγ·dy·x)·rstd³/n",
  offset: "c = −b·mean − Σγ·dy·rstd/n",
  rest: "γ·dy − mean(γ·dy) − x̂·mean(γ·dy·x̂)",
  "scaled-rest": "n·γ·dy − Σγ·dy − x̂·Σγ·dy·x̂",
  cube: "(variance + ε)^(−3/2)",
  gradient: "dx",
  "gamma-gradient": "dγ = Σdy·x̂ over rows",
  "beta-gradient": "dβ = Σdy over rows",
} as const;

/** Of the forward pass everything but its last step. */
export type GradientStageId = Exclude<StageId, "affine"> | keyof typeof own;

export const gradientStageIds: readonly GradientStageId[] = [...stageIds.filter((id) => id !== "affine"), ...(Object.keys(own) as (keyof typeof own)[])];

export const gradientStageLabels: Readonly<Record<GradientStageId, string>> = { ...stageLabels, ...own };

const ofColumns: ReadonlySet<GradientStageId> = new Set<GradientStageId>(["incoming", "projections", "rest", "scaled-rest", "gradient", "gamma-gradient", "beta-gradient"]);

/** Whether a stage has a value for each column. */
export function hasColumnsOfGradient(stage: GradientStageId): boolean {
  return ofColumns.has(stage) || hasColumns(stage as StageId);
}
