// Error along one axis at a time: against κ where no other thing is hard, and against n at an easy κ. Each point is the worst of some rows, with the most
// that the contract allows any of them.

import { roundedUp } from "../../bounds/rounded-up.ts";
import { exponentOf } from "../../formats/exponent.ts";
import { jsonNumber } from "../../findings/json-number.ts";
import { randomFrom, seedFrom } from "../../rows/random.ts";
import { bandOf, conditionBands, exponentOfAnyCondition } from "./bands.ts";
import { measureRows } from "./call-rows.ts";
import { conditionIn } from "./error-map.ts";
import { mapRow, shapes } from "./map-row.ts";
import type { MapSubject } from "./map-subject.ts";
import type { CurvePoint } from "./maps.ts";
import type { Measured } from "./measure-row.ts";

const conditionRounds = 4;
const lengths: readonly number[] = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
/** Values of all rows of one length, but never fewer rows than one of each shape. */
const lengthElements = 2048;
const lengthRounds = 4;
/** Where the number of columns is built in, as many values. */
const elementsMax = 2 ** 19;
const callsMax = 250;

/** A point for each band of κ that rows of `n` values reach. */
export async function againstCondition(subject: MapSubject, n: number): Promise<readonly CurvePoint[]> {
  const { implementation, contract } = subject;
  const { storage } = contract;
  // Constant rows are all outputs 0: no point of a curve.
  const bands = conditionBands(storage).filter(({ last }) => last !== undefined);
  const most = Math.min(elementsMax / n, callsMax * (implementation.fixed?.rows ?? Infinity));
  const perBand = Math.max(1, Math.min(conditionRounds * shapes.length, Math.floor(most / bands.length)));
  const random = randomFrom(seedFrom("against κ", `${storage.id}/${n}`));
  // At this magnitude rows of every κ exist, and nothing is near the ends of the format.
  const exponent = exponentOfAnyCondition(storage);
  const rows = bands.flatMap((band) =>
    Array.from({ length: perBand }, (_, k) => mapRow(storage, { n, exponent, conditionNumber: conditionIn(band, random), shape: shapes[k % shapes.length]! }, random)),
  );
  const measured = await measureRows(subject, rows);
  return bands.flatMap(({ last }, index) => pointOf(measured.filter(({ condition }) => bandOf(condition, bands) === index && exponentOf(condition) <= last!)));
}

/** A point for each length. */
export async function againstLength(subject: MapSubject): Promise<readonly CurvePoint[]> {
  const { implementation, contract } = subject;
  const { storage } = contract;
  const { fixed = {} } = implementation;
  const points: CurvePoint[] = [];
  for (const n of fixed.cols === undefined ? lengths : [fixed.cols]) {
    const rounds = Math.max(1, Math.min(fixed.rows === undefined ? lengthRounds : 1, Math.floor(lengthElements / n / shapes.length)));
    const random = randomFrom(seedFrom("against n", `${storage.id}/${n}`));
    const rows = Array.from({ length: rounds * shapes.length }, (_, k) =>
      mapRow(storage, { n, exponent: 0, conditionNumber: 1 + random.fraction() / 2, shape: shapes[k % shapes.length]! }, random),
    );
    points.push(...pointOf(await measureRows(subject, rows)).map((point) => ({ ...point, at: n })));
  }
  return points;
}

/** The worst of some rows; none of none. */
function pointOf(measured: readonly Measured[]): CurvePoint[] {
  if (measured.length === 0) return [];
  const size = ({ error }: Measured) => error ?? Infinity;
  const worst = measured.reduce((a, b) => (size(b) > size(a) ? b : a));
  const at = Number(worst.condition.toPrecision(4));
  // Where one of the rows is beyond the contract, the worst may be that one.
  const bound = measured.reduce<number | undefined>((most, one) => (most === undefined || one.bound === undefined ? undefined : Math.max(most, one.bound)), 0);
  return [{ at, error: jsonNumber(worst.error === undefined ? NaN : roundedUp(worst.error, 3)), bound: bound === undefined ? null : roundedUp(bound, 3) }];
}
