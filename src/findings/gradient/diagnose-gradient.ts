// Why a gradient is wrong. Every known way of getting one wrong is carried out on the failing rows, on the other rows and calls of the trial and, where the
// implementation can be asked, on a few inputs more; what gives everything that was observed is named, and where several causes do, none is.

import type { Contract } from "../../bounds/contract.ts";
import type { Call } from "../../contract/call.ts";
import { sameValue } from "../../contract/judge.ts";
import type { Trial } from "../../contract/trial.ts";
import type { Violated } from "../../contract/verdict.ts";
import { ulp } from "../../formats/neighbours.ts";
import type { Explanation } from "../explanation.ts";
import type { Setting } from "../hypotheses/hypothesis.ts";
import { type Prepared, prepare } from "../hypotheses/evaluate.ts";
import { evaluateGradient, type GradientTrace } from "./evaluate-gradient.ts";
import { evaluateParameters } from "./evaluate-parameters.ts";
import { allowances, errorsIn, type GradientEvidence, joined, parametersOfCall, rowsOfCall } from "./gradient-evidence.ts";
import { type GradientHypothesis, mistakenGradients } from "./gradient-hypotheses.ts";
import type { GradientRecipe } from "./gradient-recipe.ts";
import { narrowGradients, statisticsGradients } from "./narrow-gradients.ts";

/** In the order in which they are named where several of one cause fit. */
export const gradientHypotheses: readonly GradientHypothesis[] = [...statisticsGradients, ...mistakenGradients, ...narrowGradients];

/** A model that only comes near must leave no more than this of the error. */
const leftMax = 1 / 8;
const alsoFitsMax = 3;
/** Columns of a row from which on only the declared form is tried. */
const longRow = 256;

export interface GradientFit {
  readonly hypothesis: GradientHypothesis;
  readonly recipe: GradientRecipe;
  readonly certainty: "exact" | "consistent";
  /** Bit for bit on the further inputs too. */
  readonly everywhere: boolean;
}

export interface GradientDiagnosis {
  /** Absent where no hypothesis fits. */
  readonly fit?: GradientFit | undefined;
  /** Others are of another cause, as far as it was asked (explain-gradient.ts). */
  readonly ambiguous: boolean;
  readonly others: readonly GradientFit[];
  readonly setting: Setting;
  readonly call: Call;
  /** The row that is shown: that of the evidence. */
  readonly row: number;
  /** What is wrong: dx, or dγ and dβ. */
  readonly about: "dx" | "parameters";
}

export interface DiagnoseGradientOptions {
  /** Further calls of the same implementation. */
  readonly probes?: readonly Call[] | undefined;
  /** id of the hypothesis to name where several fit exactly. */
  readonly preferred?: string | undefined;
  /** ids of the only hypotheses to try; absent: all. */
  readonly among?: ReadonlySet<string> | undefined;
}

/** Undefined where the trial has no row to explain. */
export function diagnoseGradient(property: string, trial: Trial, verdict: Violated, { probes = [], preferred, among }: DiagnoseGradientOptions = {}): GradientDiagnosis | undefined {
  const call = verdict.derived === undefined ? trial.call : trial.derived[verdict.derived];
  const { row } = verdict;
  if (call.failure !== undefined || call.gradients === undefined || row < 0 || row >= call.batch.rows) return undefined;
  const about = property === "backward-parameters" ? "parameters" : "dx";
  const evidenceOf = (one: Call) => (about === "parameters" ? parametersOfCall(one) : rowsOfCall(one, row));
  const calls = [call, ...[trial.call, ...trial.derived].filter((one) => one !== call)];
  // The row of the violation first: most hypotheses end there.
  const evidence = calls.flatMap(evidenceOf).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
  function isFirst(one: GradientEvidence): boolean {
    return one.call === call && (one.row === undefined || one.row === row);
  }
  const { contract } = call;
  const setting: Setting = { batch: call.batch, row, storage: contract.storage, accumulator: contract.accumulator };
  const base = { setting, call, row, about } as const;
  if (evidence.length === 0 || !isFirst(evidence[0])) return { ...base, ambiguous: false, others: [] };
  const further = probes.flatMap((one) => (about === "parameters" ? parametersOfCall(one) : rowsOfCall(one)));
  // What gave another row of the same implementation bit for bit needs no rival where it gives this one as well.
  const expected = gradientHypotheses.find(({ id }) => id === preferred);
  const again = expected && fitOf(expected, contract, evidence, further);
  if (again?.certainty === "exact") return { ...base, fit: again, ambiguous: false, others: [] };
  const tried = among ? gradientHypotheses.filter(({ id }) => among.has(id)) : gradientHypotheses;
  const fits = tried.flatMap((hypothesis) => fitOf(hypothesis, contract, evidence, further) ?? []);
  const best = bestOf(fits);
  return { ...base, fit: best[0], ambiguous: false, others: best.slice(1) };
}

/** Those that fit as well as any. */
function bestOf(fits: readonly GradientFit[]): readonly GradientFit[] {
  const rank = ({ certainty, everywhere }: GradientFit) => (certainty === "exact" ? 2 : 0) + (everywhere ? 1 : 0);
  const highest = Math.max(...fits.map(rank));
  return fits.filter((fit) => rank(fit) === highest);
}

/** What is said of a fit. */
export function gradientExplanation({ fit, others, setting }: GradientDiagnosis): Explanation | undefined {
  if (fit === undefined) return undefined;
  const { hypothesis, certainty } = fit;
  const beginning = certainty === "exact" ? "behaves exactly like" : "is consistent with";
  const also = new Set(others.map((other) => other.hypothesis.sentence(setting)));
  return { certainty, hypothesis: hypothesis.id, sentence: `${beginning} ${hypothesis.sentence(setting)}`, alsoFits: [...also].slice(0, alsoFitsMax) };
}

/** The right backward pass of the contract, in each of the ways that it may be formed. */
export function declaredGradients({ gradient = "stable", accumulator, algorithm }: Contract, cols: number): readonly GradientRecipe[] {
  const forms = ({ stable: ["means", "sums"], any: ["means", "sums", "folded"], means: ["means"], sums: ["sums"], folded: ["folded"] } as const)[gradient];
  const statistics = algorithm === "one-pass" ? "one-pass" : algorithm === "welford" || algorithm === "chan" ? "welford" : "two-pass";
  // Up to three elements there is one order of summation.
  const orders = cols > 3 ? (["sequential", "pairwise"] as const) : (["sequential"] as const);
  const ways = cols > longRow ? (["multiply"] as const) : (["multiply", "divide"] as const);
  return (cols > longRow ? forms.slice(0, 1) : forms).flatMap((form) => orders.flatMap((sums) => ways.map((normalised): GradientRecipe => ({ statistics: { format: accumulator, statistics, sums }, form, normalised }))));
}

export function changed(recipe: GradientRecipe, hypothesis: GradientHypothesis, setting: Setting): GradientRecipe {
  const { statistics, ...rest } = hypothesis.changes(setting);
  return { ...recipe, ...rest, statistics: { ...recipe.statistics, ...statistics } };
}

/** The recipe that fits best; undefined where none does. */
function fitOf(hypothesis: GradientHypothesis, contract: Contract, evidence: readonly GradientEvidence[], further: readonly GradientEvidence[]): GradientFit | undefined {
  const [first] = evidence;
  if (hypothesis.applies?.(settingOf(first)) === false && !evidence.some((one) => hypothesis.applies!(settingOf(one)))) return undefined;
  let consistent: GradientFit | undefined;
  const ways = declaredGradients(contract, first.call.batch.cols);
  // Who promises the folded form, which has κ² in its bound, may have another one, and mistakes in its terms.
  const others = contract.gradient === "folded" ? declaredGradients({ ...contract, gradient: "means" }, first.call.batch.cols) : [];
  for (const right of [...ways, ...others]) {
    // Of a form that the hypothesis prescribes one is enough.
    if (hypothesis.changes(settingOf(first)).form !== undefined && right.form === "sums") continue;
    const own = resultsOf(hypothesis, right, evidence);
    if (own === undefined || !own.tells) continue;
    const certainty = own.exact ? "exact" : "consistent";
    if (certainty === "consistent" && (hypothesis.bitwise || !isLessWrong(own.models[0], first))) continue;
    const beyond = resultsOf(hypothesis, right, further);
    if (beyond === undefined || (further.length > 0 && !beyond.tells)) continue;
    const { recipe } = own;
    const fit: GradientFit = { hypothesis, recipe, certainty, everywhere: own.exact && beyond.exact && further.length > 0 };
    if (fit.everywhere || (certainty === "exact" && further.length === 0)) return fit;
    if (consistent === undefined || (certainty === "exact" && consistent.certainty !== "exact")) consistent = fit;
  }
  return consistent;
}

function settingOf({ call, row }: GradientEvidence): Setting {
  const { storage, accumulator } = call.contract;
  return { batch: call.batch, row: row ?? 0, storage, accumulator };
}

interface Results {
  readonly recipe: GradientRecipe;
  readonly models: readonly Float64Array[];
  /** Every value of every piece of evidence, bit for bit. */
  readonly exact: boolean;
  /** Somewhere a right gradient would have been told from it. */
  readonly tells: boolean;
}

/** What a hypothesis makes of evidence, as a change of a right recipe; undefined as soon as something was observed that it does not give. */
function resultsOf(hypothesis: GradientHypothesis, right: GradientRecipe, evidence: readonly GradientEvidence[]): Results | undefined {
  const models: Float64Array[] = [];
  let [exact, tells] = [true, false];
  let recipe = right;
  for (const one of evidence) {
    const setting = settingOf(one);
    const applies = hypothesis.applies?.(setting) !== false;
    const here = applies ? changed(right, hypothesis, setting) : right;
    if (one === evidence[0]) recipe = here;
    const model = modelOf(one, here);
    const allowed = allowances(one, errorsIn(one, here.statistics.format), model);
    const same = model.every((value, i) => sameValue(value, one.observed[i]));
    if (!same && (!model.every((value, i) => isNear(value, i, one, allowed)) || isRightAgainst(model, one))) return undefined;
    exact &&= same || one.finiteOnly;
    if (applies && !tells) {
      const correct = modelOf(one, right);
      const different = (value: number, i: number) => (same && !one.finiteOnly ? !sameValue(value, model[i]) : !isNear(value, i, one, allowed));
      tells = correct.some(different);
    }
    models.push(model);
  }
  return { recipe, models, exact, tells };
}

/** What was observed is right, and the model is not by far: so coarse a mistake is not made here. */
function isRightAgainst(model: Float64Array, { observed, exact, errors, finiteOnly, call }: GradientEvidence): boolean {
  if (finiteOnly || !observed.every((value, i) => Math.abs(value - exact[i]) <= errors[i])) return false;
  return model.some((value, i) => !(Math.abs(value - exact[i]) <= 4 * errors[i] + 2 * ulp(call.contract.storage, Math.min(Math.abs(exact[i]), call.contract.storage.maxFinite))));
}

function isNear(value: number, i: number, { observed, finiteOnly }: GradientEvidence, allowed: Float64Array): boolean {
  if (finiteOnly) return Number.isFinite(value) === Number.isFinite(observed[i]);
  return sameValue(value, observed[i]) || Math.abs(value - observed[i]) <= allowed[i];
}

const statisticsKept = new WeakMap<Call, Map<string, Prepared>>();

function modelOf({ call, row }: GradientEvidence, recipe: GradientRecipe): Float64Array {
  const { batch, contract } = call;
  if (row === undefined) {
    const { dgamma, dbeta } = evaluateParameters(batch, recipe, contract.storage);
    return joined(dgamma, dbeta);
  }
  return evaluateGradient(batch, row, recipe, contract.storage, preparedFor(call, row, recipe)).dx;
}

/** Statistics of plain recipes, which most hypotheses share. */
function preparedFor(call: Call, row: number, { statistics }: GradientRecipe): Prepared {
  const { batch } = call;
  if (Object.keys(statistics).length > 3) return prepare(batch, row, statistics);
  let kept = statisticsKept.get(call);
  if (kept === undefined) statisticsKept.set(call, (kept = new Map()));
  const key = `${row} ${statistics.format.id} ${statistics.statistics} ${statistics.sums}`;
  let prepared = kept.get(key);
  if (prepared === undefined) kept.set(key, (prepared = prepare(batch, row, statistics)));
  return prepared;
}

/** Where the row is wrong by more than rounding, and the model leaves little of it. */
function isLessWrong(model: Float64Array, { observed, exact, errors }: GradientEvidence): boolean {
  let [before, after] = [0, 0];
  let isWrong = false;
  observed.forEach((value, i) => {
    const error = Math.abs(value - exact[i]);
    if (!Number.isFinite(error)) return;
    isWrong ||= error > errors[i];
    before = Math.max(before, error);
    after = Math.max(after, Math.abs(value - model[i]));
  });
  return isWrong && after <= leftMax * before;
}

/** The trace that is shown: of the model that fits, or of the declared form. */
export function traceOf({ fit, call, row }: GradientDiagnosis): GradientTrace {
  const { batch, contract } = call;
  return evaluateGradient(batch, row, fit?.recipe ?? declaredGradients(contract, batch.cols)[0], contract.storage);
}
