// What can be read off the outputs alone where no model fits: whether they are still (x − m)·r with one m and one r, and which of the two
// is wrong. A black box tells its mean and its scale in this way, if not how it came to them.

import type { Call } from "../contract/call.ts";
import { ulp } from "../formats/neighbours.ts";
import { correctlyRounded } from "../oracle/round-answer.ts";
import { short } from "./hypotheses/traced-arithmetic.ts";

export interface Measured {
  /** last-places: right but for a few units in the last place. other: no mean and no scale give these outputs. */
  readonly wrong: "mean" | "scale" | "mean-and-scale" | "last-places" | "other";
  /** One clause: "its outputs are those of a mean of 3.0039, where 3 is exact". */
  readonly text: string;
}

/** What a kernel that rounds more than once, or the wrong way, may be off: in units of the last place of the largest output. */
const lastPlaces = 2;

/** What is wrong with row r of the call, which must have an exact answer; undefined where nothing is. */
export function measure(call: Call, r: number): Measured | undefined {
  const { row, y, exact } = call.row(r);
  const { storage } = call.contract;
  if (exact === undefined || !y.every(Number.isFinite)) return undefined;
  const largest = y.reduce((max, value, i) => Math.max(max, Math.abs(value), Math.abs(exact.y[i])), 0);
  const unit = ulp(storage, Math.min(largest, storage.maxFinite));
  const error = (i: number) => Math.abs(y[i] - exact.y[i]);
  const correct = correctlyRounded(row, storage, exact);
  if (y.every((value, i) => value === correct[i])) return undefined;
  if (y.every((_, i) => error(i) <= lastPlaces * unit)) return { wrong: "last-places", text: `its outputs are right but for ${lastPlaces} units in the last place` };
  const { deviations, mean } = exact.statistics;
  const gamma = (i: number) => row.gamma?.[i] ?? 1;
  const beta = (i: number) => row.beta?.[i] ?? 0;
  // Least squares for y − β = γ(d·r + o), which is γ(x − m)·r with o = (mean − m)·r.
  let [gg, gd, dd, gy, dy] = [0, 0, 0, 0, 0];
  y.forEach((value, i) => {
    const [g, d, z] = [gamma(i), gamma(i) * deviations[i], value - beta(i)];
    gg += g * g;
    gd += g * d;
    dd += d * d;
    gy += g * z;
    dy += d * z;
  });
  const determinant = gg * dd - gd * gd;
  const scale = determinant > 1e-9 * gg * dd ? (gg * dy - gd * gy) / determinant : exact.rstd;
  const offset = (gy - gd * scale) / gg;
  const fits = Number.isFinite(scale) && Number.isFinite(offset) && y.every((value, i) => Math.abs(gamma(i) * (deviations[i] * scale + offset) + beta(i) - value) <= lastPlaces * unit);
  if (!fits || scale < 0) return { wrong: "other", text: "no mean and no scale give its outputs" };
  const effect = (change: (i: number) => number) => y.reduce((worst, _, i) => Math.max(worst, Math.abs(gamma(i) * change(i))), 0);
  const ofScale = effect((i) => deviations[i] * (scale - exact.rstd));
  const ofMean = effect(() => offset);
  const meanText = `a mean of ${short(mean - offset / scale, 8)}, where ${short(mean, 8)} is exact`;
  const scaleText = `1/√(variance + ε) = ${short(scale, 8)}, where ${short(exact.rstd, 8)} is exact`;
  // A single output is γ times that of some mean, plus β.
  if (y.length === 1 && (row.gamma ?? row.beta) !== undefined) return { wrong: "other", text: "one output does not tell a wrong mean from a wrong γ or β" };
  if (ofScale <= ofMean / 8) return { wrong: "mean", text: `its outputs are those of ${meanText}` };
  if (ofMean <= ofScale / 8) return { wrong: "scale", text: `its outputs are those of ${scaleText}` };
  // Any two outputs are those of some mean and some scale.
  if (y.length <= 2) return { wrong: "other", text: "two outputs do not tell a wrong mean from a wrong scale" };
  return { wrong: "mean-and-scale", text: `its outputs are those of ${meanText}, and ${scaleText}` };
}
