// How the error of a kernel grows with the condition number and with the length: the exponent tells algorithms apart that no known kernel gives bit
// for bit, and its size which format the intermediate results are in.

import type { Call } from "../../contract/call.ts";
import type { Format } from "../../formats/format.ts";
import { exactAnswer } from "../../oracle/exact.ts";
import type { Batch } from "../../oracle/row.ts";
import { conditionedRow } from "../../rows/conditioned-row.ts";
import { epsilonDefault } from "../../rows/epsilon.ts";
import { randomFrom, seedFrom } from "../../rows/random.ts";

export interface GrowthPoint {
  /** κ, or n. */
  readonly at: number;
  /** Median over the rows of the largest |y − exact y|; null where an output is not finite. */
  readonly error: number | null;
}

/** JSON-safe. */
export interface Growth {
  readonly points: readonly GrowthPoint[];
  /** Of the power law through the points that stand clear of the last rounding and below the size of the outputs; absent where fewer than four do. */
  readonly exponent?: number;
  /** Where those points begin and end. */
  readonly from?: number;
  readonly to?: number;
  /** Median of error ÷ at^(rounded exponent) over them. */
  readonly factor?: number;
}

/** Calls the kernel under test on rows without γ and β; undefined where it fails. */
export type Answer = (batch: Batch) => Promise<Call>;

const rowsPerPoint = 9;
/** So many roundings of an output of size 4 hide what comes before them. */
const clearOfRounding = 16;
/** As large as the outputs: the error has nowhere to grow. */
const saturated = 1 / 4;
const pointsMin = 4;

/** Over κ = 1, 2, 4, … at one length. */
export function growthWithCondition(answer: Answer, storage: Format, cols: number): Promise<Growth> {
  const ats = Array.from({ length: storage.precision + 1 }, (_, k) => 2 ** k);
  return growth(answer, storage, ats, (conditionNumber) => ({ n: cols, conditionNumber }));
}

/** Over n = 4, 8, … at one κ. */
export function growthWithLength(answer: Answer, storage: Format, conditionNumber: number): Promise<Growth> {
  const ats = Array.from({ length: 10 }, (_, k) => 2 ** (k + 2));
  return growth(answer, storage, ats, (n) => ({ n, conditionNumber }));
}

async function growth(answer: Answer, storage: Format, ats: readonly number[], rowAt: (at: number) => { n: number; conditionNumber: number }): Promise<Growth> {
  const points: GrowthPoint[] = [];
  for (const at of ats) {
    const { n, conditionNumber } = rowAt(at);
    const random = randomFrom(seedFrom("fingerprint", `${n}/${conditionNumber}`));
    const drawn = Array.from({ length: 3 * rowsPerPoint }, () => conditionedRow(storage, { n, conditionNumber, eps: epsilonDefault }, random));
    const rows = drawn.filter((row) => row !== undefined).slice(0, rowsPerPoint);
    if (rows.length < rowsPerPoint) continue;
    const call = await answer({ rows: rows.length, cols: n, x: Float64Array.from(rows.flatMap((row) => [...row])), eps: epsilonDefault });
    if (call.failure !== undefined) continue;
    points.push({ at, error: median(rows.map((x, r) => worstError(x, call.y.subarray(r * n, (r + 1) * n)))) });
  }
  return { points, ...powerLaw(points, clearOfRounding * storage.unitRoundoff) };
}

function worstError(x: Float64Array, y: Float64Array): number {
  const exact = exactAnswer({ x, eps: epsilonDefault })!;
  return y.reduce((worst, value, i) => (Number.isFinite(value) ? Math.max(worst, Math.abs(value - exact.y[i]!)) : Infinity), 0);
}

/** The longest run of points in the open; least squares through their logarithms. */
function powerLaw(points: readonly GrowthPoint[], floor: number): Omit<Growth, "points"> {
  const inTheOpen = (point: GrowthPoint) => point.error !== null && point.error > floor && point.error < saturated;
  const first = points.findIndex(inTheOpen);
  const beyond = points.findIndex((point, i) => i > first && !inTheOpen(point));
  const open = first < 0 ? [] : points.slice(first, beyond < 0 ? undefined : beyond);
  if (open.length < pointsMin) return {};
  const logs = open.map(({ at, error }) => [Math.log2(at), Math.log2(error!)] as const);
  const mean = (place: 0 | 1) => logs.reduce((sum, pair) => sum + pair[place], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const exponent = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return { exponent, from: open[0]!.at, to: open.at(-1)!.at, factor: median(open.map(({ at, error }) => error! / at ** Math.round(exponent)))! };
}

/** null for Infinity, which JSON has not. */
function median(values: readonly number[]): number | null {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return Number.isFinite(middle) ? middle : null;
}
