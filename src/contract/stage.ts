// The stages of a LayerNorm by name, and how a kernel may tell what it had at each: so that an explanation can show the kernel's own
// intermediate results, without a second copy of its algorithm.

/** The names of all stages, in the order of an evaluation; the three of x are those of a one-pass variance, E[x²] − E[x]². */
export const stageIds = [
  "sum",
  "mean",
  "deviations",
  "squares",
  "sum-of-squares",
  "squares-of-x",
  "sum-of-squares-of-x",
  "mean-square-of-x",
  "variance",
  "epsilon",
  "total",
  "root",
  "rstd",
  "normalised",
  "affine",
] as const;

export type StageId = (typeof stageIds)[number];

/** As mathematics. */
export const stageLabels: Readonly<Record<StageId, string>> = {
  sum: "Σx",
  mean: "mean",
  deviations: "x − mean",
  squares: "(x − mean)²",
  "sum-of-squares": "Σ(x − mean)²",
  "squares-of-x": "x²",
  "sum-of-squares-of-x": "Σx²",
  "mean-square-of-x": "E[x²]",
  variance: "variance",
  epsilon: "ε",
  total: "variance + ε",
  root: "√(variance + ε)",
  rstd: "1/√(variance + ε)",
  normalised: "x̂",
  affine: "γx̂ + β",
};

const ofColumns: ReadonlySet<StageId> = new Set<StageId>(["deviations", "squares", "squares-of-x", "normalised", "affine"]);

/** Whether a stage has a value for each column; the others have one for the row. */
export function hasColumns(stage: StageId): boolean {
  return ofColumns.has(stage);
}

/**
 * Takes what a kernel had at a stage of a row: one number for the row; or, for x − mean, (x − mean)², x², x̂ and γx̂ + β, one for each
 * column (copied at once) or one of them with its column. What is told again replaces what was told before.
 */
export type StageObserver = (stage: StageId, row: number, value: number | ArrayLike<number>, column?: number) => void;
