// What a model of a backward pass is held against: rows of dx, or dγ and dβ of whole calls, each with its exact values and with how far a kernel of the
// contract may be from them.

import { gradientBound } from "../../bounds/gradient.ts";
import { parameterBounds } from "../../bounds/gradient-sums.ts";
import type { Call } from "../../contract/call.ts";
import { isJudgedGradient } from "../../contract/gradients.ts";
import type { Format } from "../../formats/format.ts";
import { ulp } from "../../formats/neighbours.ts";

export interface GradientEvidence {
  readonly call: Call;
  /** Row of the batch; undefined: dγ and dβ, one after the other in `observed`. */
  readonly row: number | undefined;
  readonly observed: Float64Array;
  readonly exact: Float64Array;
  /** What the contract allows each value; Infinity where it says nothing. */
  readonly errors: Float64Array;
  /** The contract says no more than that the values are finite. */
  readonly finiteOnly: boolean;
}

/** Elements of a call of which more than the row of the violation is looked at, and how many rows. */
const [elementsMax, rowsMax] = [2 ** 10, 8];

/** The first rows of dx in a call about which the contract says something, and the one that is named. */
export function rowsOfCall(call: Call, wanted?: number): readonly GradientEvidence[] {
  const { gradients, batch } = call;
  if (call.failure !== undefined || gradients === undefined) return [];
  const all = Array.from({ length: batch.rows }, (_, r) => r).filter((r) => r === wanted || (r < rowsMax && batch.x.length <= elementsMax));
  return all.flatMap((row): readonly GradientEvidence[] => {
    const analysed = gradients.row(row);
    const { bound, exact, dx } = analysed;
    return bound?.finite ? [{ call, row, observed: dx, exact: exact!.dx, errors: bound.errors, finiteOnly: !isJudgedGradient(analysed) && row !== wanted }] : [];
  });
}

/** dγ and dβ of a call; nothing where it has none, or the contract says nothing about them. */
export function parametersOfCall(call: Call): readonly GradientEvidence[] {
  const { gradients } = call;
  if (call.failure !== undefined || gradients === undefined) return [];
  const { given, parameters } = gradients;
  if (parameters === undefined || given.dgamma === undefined || given.dbeta === undefined) return [];
  const { exact, bound } = parameters;
  return [{ call, row: undefined, observed: joined(given.dgamma, given.dbeta), exact: joined(exact.dgamma.value, exact.dbeta.value), errors: joined(bound.dgamma, bound.dbeta), finiteOnly: false }];
}

export function joined(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.from([...a, ...b]);
}

const narrowErrors = new WeakMap<GradientEvidence, Map<string, Float64Array>>();

/** What a kernel of the contract might err that works in another format. */
export function errorsIn(evidence: GradientEvidence, format: Format): Float64Array {
  const { call, row, errors } = evidence;
  const { contract, gradients } = call;
  if (format.id === contract.accumulator.id) return errors;
  let known = narrowErrors.get(evidence);
  if (known === undefined) narrowErrors.set(evidence, (known = new Map()));
  let own = known.get(format.id);
  if (own === undefined) {
    const wide = { ...contract, storage: contract.storage, accumulator: format };
    const rows = row === undefined ? Array.from({ length: call.batch.rows }, (_, r) => r) : [row];
    const bounds = rows.map((r) => {
      const { row: input, dy, forward, exact } = gradients!.row(r);
      return { dy, forward: forward!, bound: gradientBound({ row: input, dy, forward: forward!, gradient: exact! }, wide) };
    });
    if (row !== undefined) own = bounds[0].bound.errors;
    else {
      const { dgamma, dbeta } = parameterBounds(bounds, wide);
      own = joined(dgamma, dbeta);
    }
    known.set(format.id, own);
  }
  return own;
}

/** How two roundings of the same wrong formula may differ at each value: both as far as a right kernel may err, but never by much of the values themselves. */
export function allowances({ call, observed, ...evidence }: GradientEvidence, errors: Float64Array, model: Float64Array): Float64Array {
  const { storage } = call.contract;
  const largest = (values: Float64Array) => values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  const [size, right] = [Math.max(largest(observed), largest(model)), largest(evidence.exact)];
  // Errors grow with what they are errors of.
  const grown = Math.max(1, size / (right || Infinity));
  return observed.map((_, i) => Math.min(2 * errors[i] * grown, size / 16) + 2 * ulp(storage, Math.min(Math.max(Math.abs(observed[i]) || 0, Math.abs(model[i]) || 0), storage.maxFinite)));
}
