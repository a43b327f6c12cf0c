// The map itself: rows for every band of magnitude and κ, each put into the cell that its exact statistics say it belongs to.

import { roundedUp } from "../../bounds/rounded-up.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { powerOfTwo } from "../../formats/exponent.ts";
import type { Format } from "../../formats/format.ts";
import { jsonNumber } from "../../findings/json-number.ts";
import type { Random } from "../../rows/family.ts";
import { randomFrom, seedFrom } from "../../rows/random.ts";
import { bandOf, conditionBands, magnitudeBands } from "./bands.ts";
import { measureRows } from "./call-rows.ts";
import { mapRow, shapes } from "./map-row.ts";
import type { MapSubject } from "./map-subject.ts";
import type { ErrorMap, MapBand } from "./maps.ts";
import type { Measured } from "./measure-row.ts";
import { safeRegions } from "./safe-region.ts";

/** Enough for every shape, few enough that a thousand cells take a tenth of a second. */
const cols = 8;
/** Rows for each pair of bands: every shape at the upper end of the magnitudes, where overflow begins, and once anywhere in them. */
const roundsMax = 2;
/** What a whole map may cost: values, and calls where a call takes one row only. */
const elementsMax = 2 ** 20;
const callsMax = 1500;

/** The rows and the axes that an implementation gets: fewer rows, then coarser bands of κ, where its rows are long or come one by one. */
interface Plan {
  readonly cols: number;
  readonly magnitudes: readonly MapBand[];
  readonly conditions: readonly MapBand[];
  readonly perCell: number;
}

function planOf(storage: Format, fixed: NonNullable<LayerNormImplementation["fixed"]>): Plan {
  const n = fixed.cols ?? cols;
  const magnitudes = magnitudeBands(storage);
  const rowsMax = Math.min(elementsMax / n, callsMax * (fixed.rows ?? Infinity));
  let step = 1;
  while (magnitudes.length * conditionBands(storage, step).length > rowsMax && step < storage.precision) step *= 2;
  const conditions = conditionBands(storage, step);
  const perCell = Math.min(roundsMax * shapes.length, Math.max(1, Math.floor(rowsMax / (magnitudes.length * conditions.length))));
  return { cols: n, magnitudes, conditions, perCell };
}

export async function errorMap(subject: MapSubject): Promise<ErrorMap> {
  const { implementation, contract } = subject;
  const { storage } = contract;
  const plan = planOf(storage, implementation.fixed ?? {});
  const { magnitudes, conditions } = plan;
  const cells = conditions.map(() => magnitudes.map((): Cell => ({ state: " ", ulps: undefined, margin: undefined })));
  let rows = 0;
  for (const band of magnitudes) {
    const random = randomFrom(seedFrom("map", `${storage.id}/${plan.cols}/${band.first}`));
    const measured = await measureRows(subject, rowsOf(storage, plan, band, random));
    rows += measured.length;
    for (const one of measured) see(cells[bandOf(one.condition, conditions)]![bandOf(one.magnitude, magnitudes)]!, one);
  }
  const map = {
    cols: plan.cols,
    rows,
    magnitudes,
    conditions,
    states: cells.map((line) => line.map(({ state }) => state).join("")),
    ulps: cells.map((line) => line.map(({ ulps }) => (ulps === undefined ? null : Math.min(roundedUp(ulps, 2), Number.MAX_VALUE)))),
    margins: cells.map((line) => line.map(({ margin }) => (margin === undefined ? null : jsonNumber(roundedUp(margin, 2))))),
  };
  return { ...map, safe: safeRegions(map, storage) };
}

function rowsOf(storage: Format, { cols: n, conditions, perCell }: Plan, { first, last }: MapBand, random: Random): Float64Array[] {
  return conditions.flatMap((condition) =>
    Array.from({ length: perCell }, (_, k) => {
      // Fewer rows than shapes: another shape in every cell.
      const shape = perCell < shapes.length ? random.pick(shapes) : shapes[k % shapes.length]!;
      const exponent = k < shapes.length ? last! : random.integer(first, last!);
      return mapRow(storage, { n, exponent, conditionNumber: conditionIn(condition, random), shape }, random);
    }),
  );
}

/** A κ of the band, its octaves equally often; Infinity in the band of constant rows. */
export function conditionIn({ first, last }: MapBand, random: Random): number {
  return last === undefined ? Infinity : powerOfTwo(random.integer(first, last)) * (1 + random.fraction());
}

interface Cell {
  state: Measured["state"] | " ";
  ulps: number | undefined;
  margin: number | undefined;
}

const severity: Readonly<Record<Cell["state"], number>> = { " ": 0, ".": 1, z: 2, i: 3, n: 4, f: 5 };

function see(cell: Cell, { state, ulps, margin }: Measured): void {
  if (severity[state] > severity[cell.state]) cell.state = state;
  cell.ulps = larger(cell.ulps, ulps);
  cell.margin = larger(cell.margin, margin);
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
