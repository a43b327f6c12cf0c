// The part of a map that a user can stay in: a rectangle, so that it can be said in one sentence and checked in one line of code.

import type { Format } from "../../formats/format.ts";
import type { ErrorMap, MapBand, SafeRegion } from "./maps.ts";

/** An error that a region may have. */
interface Limit {
  readonly ulpsMax: number;
  readonly label: string;
}

/**
 * 2 ulp, which a kernel with a wider accumulator keeps; and the relative error of the scale of networks: a thousandth, or the first power of ten
 * above that which the format resolves.
 */
function limitsOf({ unitRoundoff }: Format): readonly Limit[] {
  const relative = 2 * unitRoundoff <= 1e-3 ? 1e-3 : 1e-2;
  return [
    { ulpsMax: 2, label: "2 ulp" },
    { ulpsMax: relative / (2 * unitRoundoff), label: String(relative) },
  ];
}

/** The regions of a map. */
export function safeRegions(map: Omit<ErrorMap, "safe">, format: Format): readonly SafeRegion[] {
  return limitsOf(format).map((limit) => regionOf(map, limit));
}

function regionOf(map: Omit<ErrorMap, "safe">, { ulpsMax, label }: Limit): SafeRegion {
  const { magnitudes, conditions, states, ulps } = map;
  const holds = (condition: number, magnitude: number) => states[condition]![magnitude] === " " || (states[condition]![magnitude] === "." && ulps[condition]![magnitude]! <= ulpsMax);
  let best = { cells: 0, magnitudes: 0, conditions: 0 };
  let width = magnitudes.length;
  let cells = 0;
  const perColumn = magnitudes.map(() => 0);
  for (let condition = 0; condition < conditions.length && width > 0; condition++) {
    let held = 0;
    while (held < width && holds(condition, held)) {
      if (states[condition]![held] !== " ") perColumn[held]!++;
      held++;
    }
    width = held;
    cells = perColumn.slice(0, width).reduce((sum, count) => sum + count, 0);
    // A band without rows at these magnitudes adds nothing that was seen.
    if (cells > best.cells) best = { cells, magnitudes: width, conditions: condition + 1 };
  }
  return { ulpsMax, label, magnitudes: best.magnitudes, conditions: best.conditions, sentence: sentenceOf(map, label, best) };
}

function sentenceOf({ magnitudes, conditions, rows }: Omit<ErrorMap, "safe">, label: string, best: { readonly magnitudes: number; readonly conditions: number }): string {
  const on = `on ${rows.toLocaleString("en-US")} rows`;
  const within = label.endsWith("ulp") ? `within ${label}` : `relative error at most ${label}`;
  if (best.magnitudes === 0) return `nowhere ${within}, not even where |x| is smallest and κ is 1, ${on}`;
  const x = limit("|x|", magnitudes, best.magnitudes);
  const kappa = limit("κ", conditions, best.conditions);
  const where = [x, kappa].filter((text) => text !== undefined).join(" and ");
  return `${within} for ${where === "" ? "every |x| and every κ" : where}, ${on}`;
}

/** "κ < 2^13 (8,192)"; undefined where all bands are inside. */
function limit(name: string, bands: readonly MapBand[], inside: number): string | undefined {
  if (inside === bands.length) return undefined;
  const { first } = bands[inside]!;
  if (first >= 0 && first <= 6) return `${name} < ${2 ** first}`;
  return `${name} < 2^${first} (${decimal(2 ** first)})`;
}

function decimal(value: number): string {
  if (value >= 1 && value < 1e7) return value.toLocaleString("en-US");
  return value >= 1e-3 && value < 1 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace("e+", "e");
}
