// From a kernel and a row to a counterexample, as a campaign does it.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { type Trial, tryProperty } from "../../src/contract/trial.ts";
import type { Violated } from "../../src/contract/verdict.ts";
import { contractSummary, type Counterexample, exampleOf } from "../../src/findings/counterexample.ts";
import { explain } from "../../src/findings/explain.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { withinTolerance } from "./within-tolerance.ts";

export interface RowOptions {
  readonly eps?: number;
  readonly gamma?: readonly number[];
  readonly beta?: readonly number[];
  readonly rows?: number;
}

/** A batch, rounded to the format; eps to fp32. */
export function batch(format: string, x: readonly number[], { eps = 1e-5, gamma, beta, rows = 1 }: RowOptions = {}): Batch {
  const { round } = formatOf(format);
  return { rows, cols: x.length / rows, x: Float64Array.from(x, round), eps: Math.fround(eps), gamma: gamma && Float64Array.from(gamma, round), beta: beta && Float64Array.from(beta, round) };
}

/** The violated trial of withinTolerance; throws when it holds. */
export async function violation(implementation: LayerNormImplementation, input: Batch): Promise<{ trial: Trial; verdict: Violated }> {
  const trial = await tryProperty(implementation, resolveContract(implementation), withinTolerance, input);
  if (trial.verdict.kind !== "violated") throw new Error(`${implementation.id} is right on ${input.x}`);
  return { trial, verdict: trial.verdict };
}

export async function counterexample(implementation: LayerNormImplementation, input: Batch, worst?: Batch): Promise<Counterexample> {
  const example = async (one: Batch) => {
    const { trial, verdict } = await violation(implementation, one);
    return { ...exampleOf(trial, verdict), explanation: explain(trial, verdict) };
  };
  return {
    implementation: implementation.id,
    contract: contractSummary(resolveContract(implementation)),
    property: withinTolerance.id,
    statement: withinTolerance.statement,
    status: "open",
    minimal: await example(input),
    worst: worst && (await example(worst)),
    found: { seed: "2026", family: "large-offset", rowsTried: 214, shrinks: 31, version: "0.1.0" },
  };
}
