// From a backward pass and a row to what is found of it, as a campaign does it.

import { backwardProperties } from "../../../src/campaign/catalogue.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../../src/contract/implementation.ts";
import { resolveContract } from "../../../src/contract/resolve.ts";
import { tryProperty } from "../../../src/contract/trial.ts";
import type { Example } from "../../../src/findings/counterexample.ts";
import { explainedExample } from "../../../src/findings/explained.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import type { Batch } from "../../../src/oracle/row.ts";
import { gradientOf, type Pieces } from "../../../faults/backward/parts/gradient-of.ts";

export interface GradientBatch {
  readonly rows?: number;
  readonly eps?: number;
  readonly gamma?: readonly number[];
}

/** A batch of the format with an incoming gradient. */
export function gradientBatch(format: string, x: readonly number[], dy: readonly number[], { rows = 1, eps = 1e-5, gamma }: GradientBatch = {}): Batch {
  const { round } = formatOf(format);
  const values = (given: readonly number[]) => Float64Array.from(given, round);
  return { rows, cols: x.length / rows, eps: Math.fround(eps), x: values(x), dy: values(dy), gamma: gamma && values(gamma), beta: undefined };
}

/** A kernel whose backward pass has these pieces in the place of the right ones. */
export function wrongGradient(pieces: Partial<Pieces>, format: StorageFormatId = "fp32"): LayerNormImplementation {
  return { id: "wrong", format, forward: (x) => x, backward: gradientOf(format, pieces) };
}

const properties = await backwardProperties();

/** What is found of a property on the batch; undefined where it holds. `asked`: whether the implementation may be called again. */
export async function findGradient(implementation: LayerNormImplementation, batch: Batch, property = "backward-agreement", asked = true): Promise<Example | undefined> {
  const contract = resolveContract(implementation);
  const one = properties.find(({ id }) => id === property)!;
  const trial = await tryProperty(implementation, contract, one, batch);
  if (trial.verdict.kind !== "violated") return undefined;
  return explainedExample({ implementation: asked ? implementation : undefined, property, trial, verdict: trial.verdict });
}
