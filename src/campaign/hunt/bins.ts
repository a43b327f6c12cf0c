// The strata of a hunt, few enough to be read: bands of κ, each a factor of four wide, and a dozen bands of magnitude over the format's range.

import type { Format } from "../../formats/format.ts";
import { exponentLowest } from "../../rows/magnitude.ts";
import type { Trophy } from "./hunt.ts";

/** 2^first ≤ value < 2^(last + 1); first is −Infinity for the band that holds rows of zeros. */
export interface Band {
  readonly first: number;
  readonly last: number;
}

export interface Bins {
  readonly conditions: readonly Band[];
  readonly magnitudes: readonly Band[];
  /** The worst of each band of κ (first index) and magnitude; undefined where no row was met. */
  readonly cells: readonly (readonly (Trophy | undefined)[])[];
}

const conditionStep = 2;
const magnitudesMax = 12;

/** The trophies by bands; bands of κ beyond the last one that was met are left out, and the last one takes in all that is beyond 2^precision. */
export function binned(trophies: readonly Trophy[], storage: Format): Bins {
  const lowest = exponentLowest(storage);
  const step = Math.ceil((storage.exponentMax - lowest + 1) / magnitudesMax);
  const magnitudes: Band[] = [];
  for (let first = lowest; first <= storage.exponentMax; first += step) magnitudes.push({ first: first === lowest ? -Infinity : first, last: Math.min(first + step - 1, storage.exponentMax) });
  const place = ({ magnitude }: Trophy) => Math.max(0, Math.floor((Math.max(magnitude, lowest) - lowest) / step));
  // Beyond 2^p no two neighbouring values make a row so ill-conditioned: rows there are constant, or nearly all of ε.
  const last = Math.ceil(storage.precision / conditionStep);
  const band = ({ condition }: Trophy) => Math.min(Math.floor(condition / conditionStep), last);
  const highest = trophies.reduce((max, trophy) => Math.max(max, band(trophy)), 0);
  const conditions = Array.from({ length: highest + 1 }, (_, k): Band => ({ first: k * conditionStep, last: k === last ? Infinity : (k + 1) * conditionStep - 1 }));
  const cells: (Trophy | undefined)[][] = conditions.map(() => magnitudes.map(() => undefined));
  for (const trophy of trophies) {
    const row = cells[band(trophy)]!;
    const best = row[place(trophy)];
    if (best === undefined || trophy.value > best.value) row[place(trophy)] = trophy;
  }
  return { conditions, magnitudes, cells };
}
