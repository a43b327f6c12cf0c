// What a map and a curve show, in words: for the description of the figure, which some readers have instead of it, and for the text beside it.

import type { CellState, CurvePoint, ErrorMap, SafeRegion } from "../../campaign/maps/maps.ts";
import { fromJsonNumber } from "../../findings/json-number.ts";
import { decimalText, powerText } from "./axis-text.ts";
import type { View } from "./heat-map.ts";

const outcomes: readonly { readonly state: CellState; readonly words: string }[] = [
  { state: "z", words: "outputs are silently 0" },
  { state: "i", words: "outputs are ±Inf" },
  { state: "n", words: "outputs are NaN" },
  { state: "f", words: "the call fails" },
];

/** One sentence after the other. */
export function mapFinding(map: ErrorMap, view: View): string {
  return view === "ulps" ? [...map.safe.map(safeSentence), ...breakSentences(map)].join(". ") : marginSentence(map);
}

/** "Within 2 ulp for |x| < 2¹⁵ (32,768) …" */
export function safeSentence({ sentence }: SafeRegion): string {
  return capitalised(sentence.replace(/2\^(-?\d+)/g, (_, exponent: string) => powerText(2, Number(exponent))));
}

/** Where outputs stop being numbers, or anything. */
export function breakSentences({ states, magnitudes, conditions }: ErrorMap): readonly string[] {
  return outcomes.flatMap(({ state, words }) => {
    const easy = states[0]!.indexOf(state);
    const before = easy < 0 ? magnitudes.length : easy;
    // Below the magnitude at which it happens at any κ, the κ from which it does.
    const hard = states.findIndex((line) => line.slice(0, before).includes(state));
    if (easy < 0 && hard < 0) return [];
    const places = [
      ...(easy < 0 ? [] : [easy === 0 ? "at every magnitude" : `from |x| = ${value(magnitudes[easy]!.first)} on`]),
      ...(hard < 0 ? [] : [`${easy < 0 ? "" : "below it "}from κ = ${value(conditions[hard]!.first)} on`]),
    ];
    return [`${capitalised(words)} on rows ${places.join(", ")}`];
  });
}

function marginSentence({ margins, states }: ErrorMap): string {
  const judged = margins.flat().filter((margin) => margin !== null).map(fromJsonNumber);
  const beyond = states.join("").replaceAll(" ", "").length - judged.length;
  const violated = judged.filter((margin) => margin > 1).length;
  const worst = judged.filter((margin) => margin <= 1).reduce((max, margin) => Math.max(max, margin), 0);
  const told = violated > 0 ? `The error is above the tolerance in ${violated} of ${judged.length} cells that the contract covers` : `No error is above the tolerance: at most ${worst.toFixed(2)} of it, in ${judged.length} cells that the contract covers`;
  return beyond > 0 ? `${told}; ${beyond} cells are beyond the contract` : told;
}

/** "2⁶² (4.6e18)", "8". */
function value(exponent: number): string {
  return exponent >= 0 && exponent <= 4 ? String(2 ** exponent) : `${powerText(2, exponent)} (${decimalText(exponent)})`;
}

/** Points whose error is at least so many times the smallest one, and no more than this share of the scale, show how it grows. */
const growing = { ratio: 4, share: 1 / 8, points: 4 } as const;

/** How the error grows with κ. */
export function growthSentence(points: readonly CurvePoint[]): string {
  const finite = points.map(({ at, error }) => ({ at, error: fromJsonNumber(error) })).filter(({ error }) => error === error && error > 0);
  const broken = points.find(({ error }) => error === "NaN");
  const end = broken === undefined ? "" : `; from κ = ${rounded(broken.at)} on some outputs are not finite`;
  if (finite.length < 2) return broken === undefined ? "There is nothing to see" : `Already at κ = ${rounded(broken.at)} some outputs are not finite`;
  const smallest = Math.min(...finite.map(({ error }) => error));
  const part = finite.filter(({ error }) => error >= growing.ratio * smallest && error <= growing.share);
  if (Math.max(...finite.map(({ error }) => error)) < 2 * growing.ratio * smallest) return `The error does not grow with κ${end}`;
  if (part.length < growing.points) return `The error grows with κ, from ${power(smallest)} to ${power(Math.max(...finite.map(({ error }) => error)))} of the output's scale${end}`;
  const slope = slopeOf(part);
  const exponent = Math.abs(slope - Math.round(slope)) < 0.25 ? Math.round(slope) : Number(slope.toFixed(1));
  const law = exponent === 0 ? "hardly grows with κ" : exponent === 1 ? "grows in proportion to κ" : exponent === 2 ? "grows with the square of κ" : `grows as κ^${exponent}`;
  return `The error ${law}${end}`;
}

/** The slope of the straight line through the logarithms, by least squares. */
function slopeOf(points: readonly { readonly at: number; readonly error: number }[]): number {
  const logs = points.map(({ at, error }) => ({ x: Math.log2(at), y: Math.log2(error) }));
  const meanX = logs.reduce((sum, { x }) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, { y }) => sum + y, 0) / logs.length;
  return logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
}

function power(value: number): string {
  return value.toExponential(1).replace("e+", "e");
}

function rounded(value: number): string {
  return value < 1e6 ? String(Number(value.toPrecision(2))) : power(value);
}

function capitalised(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
