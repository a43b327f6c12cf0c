// The curves of the audit: for a format and a contract, over n and κ, the smallest error that is always caught.

import { boundOf } from "../../src/bounds/bound-of.ts";
import type { Contract } from "../../src/bounds/contract.ts";
import { type Sensitivity, sensitivityOf } from "../../src/bounds/sensitivity.ts";
import type { ContractDeclaration, StorageFormatId } from "../../src/contract/implementation.ts";
import type { Property } from "../../src/contract/property.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { type Injection, injections, rememberingSolver, type Solver } from "./injected.ts";
import { normalRows } from "./samples.ts";
import { signOf, type Threshold, thresholdOf, verdictOn } from "./threshold.ts";

export const formats: readonly StorageFormatId[] = ["fp64", "fp32", "fp16", "bf16"];
export const lengths: readonly number[] = [2, 8, 64, 768, 4096];
/** Up to where fp64 promises something, in larger steps where only fp64 is left; every other format ends by itself. */
export const conditionNumbers: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14].map((decades) => 10 ** decades);

/** What is promised unless a kernel says otherwise, and the most that one can promise. */
export const contracts: Readonly<Record<"default" | "sharpest", ContractDeclaration>> = {
  default: {},
  sharpest: { algorithm: "two-pass", summation: "pairwise", output: "centred" },
};
export type ContractName = keyof typeof contracts;

export interface Best extends Threshold {
  /** The property that catches it. */
  readonly property: string;
}

export interface CurvePoint {
  readonly n: number;
  readonly conditionNumber: number;
  readonly best: Readonly<Record<Injection, Best>>;
  /** The largest of the three: an error of this size is caught whatever its kind. */
  readonly always: number;
  /** From the bounds of oracle-agreement alone, the largest over the rows. */
  readonly predicted: Sensitivity;
}

export interface CurveOptions {
  readonly format: StorageFormatId;
  readonly declaration: ContractDeclaration;
  readonly properties: readonly Property[];
  readonly rows: number;
  readonly seed: string;
  readonly lengths: readonly number[];
  readonly conditionNumbers: readonly number[];
}

/** The points where the contract promises something for every row of the sample. */
export function curveOf({ format, declaration, properties, rows, seed, lengths, conditionNumbers }: CurveOptions): readonly CurvePoint[] {
  const contract = resolveContract({ format, contract: declaration });
  const points: CurvePoint[] = [];
  for (const n of lengths) {
    for (const conditionNumber of conditionNumbers) {
      const batches = normalRows({ format, n, conditionNumber, rows, seed });
      const predicted = batches && predictedOf(batches, contract);
      if (batches === undefined || predicted === undefined) break;
      const solvers = batches.map(() => rememberingSolver());
      const entries = injections.map((injection) => [injection, bestOf({ format, contract, properties, injection, batches, solvers })] as const);
      const best = Object.fromEntries(entries) as Record<Injection, Best>;
      points.push({ n, conditionNumber, best, always: Math.max(...injections.map((injection) => best[injection].always)), predicted });
    }
  }
  return points;
}

/** Undefined where for some row nothing is promised. */
export function predictedOf(batches: readonly Batch[], contract: Contract): Sensitivity | undefined {
  let [scale, shift, single] = [0, 0, 0];
  for (const row of batches) {
    const exact = exactAnswer(row)!;
    const own = sensitivityOf(exact, boundOf(row, exact, contract), contract);
    scale = Math.max(scale, own.scale);
    shift = Math.max(shift, own.shift);
    single = Math.max(single, own.single);
  }
  return scale < Infinity ? { scale, shift, single } : undefined;
}

interface BestOptions {
  readonly format: StorageFormatId;
  readonly contract: Contract;
  readonly properties: readonly Property[];
  readonly injection: Injection;
  readonly batches: readonly Batch[];
  readonly solvers: readonly Solver[];
}

/**
 * The properties that answer for an error of a kind, whatever the row: they compare with the exact answer. That Σŷ is blind to a scale, and the mean
 * square to a shift but for its square, is known beforehand. Others see a small error by luck: `monotone` and `equal-inputs` a single output that has a close
 * neighbour on the right side, `unit-variance` one that is large, relations between calls a constant that is the same in both, as no rounding is.
 */
export const guarantors: Readonly<Record<Injection, readonly string[]>> = {
  scale: ["oracle-agreement", "unit-variance"],
  shift: ["oracle-agreement", "zero-mean"],
  single: ["oracle-agreement", "zero-mean"],
};

/** Another property is measured only where it catches on every row what the first does. */
function bestOf({ properties, batches, solvers, ...subject }: BestOptions): Best {
  let best: Best | undefined;
  for (const id of guarantors[subject.injection]) {
    const property = properties.find((one) => one.id === id)!;
    const known = best?.always ?? Infinity;
    const catches = (batch: Batch, row: number) => verdictOn({ ...subject, property }, batch, signOf(row) * known, solvers[row]).kind === "violated";
    if (best !== undefined && !batches.every(catches)) continue;
    const own = thresholdOf({ ...subject, property }, batches, solvers);
    if (own.always < known) best = { ...own, property: id };
  }
  return best!;
}
