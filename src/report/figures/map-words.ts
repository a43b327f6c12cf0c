// What a map and a curve show, in words: for the description of the figure, which some readers have instead of it, and for the text beside it.

import type { CellState, CurvePoint, ErrorMap, SafeRegion } from "../../campaign/maps/maps.ts";
import { fromJsonNumber } from "../../findings/json-number.ts";
import { decimalText, powerText } from "./axis-text.ts";
import type { View } from "./heat-map.ts";

const outcomes: readonly { readonly state: CellState; readonly words: string; readonly short: string }[] = [
  { state: "z", words: "outputs are silently 0", short: "0" },
  { state: "i", words: "outputs are ±Inf", short: "±Inf" },
  { state: "n", words: "outputs are NaN", short: "NaN" },
  { state: "f", words: "the call fails", short: "fails" },
];

/** One sentence after the other. */
export function mapFinding(map: ErrorMap, view: View): string {
  if (view === "margin") return marginSentence(map);
  const known = found.get(map) ?? findingOf(map);
  found.set(map, known);
  return known;
}

/** The large map of an implementation and its small one show the same. */
const found = new WeakMap<ErrorMap, string>();

function findingOf(map: ErrorMap): string {
  return [...map.safe.map(safeSentence), ...breakSentences(map), `Measured on ${map.rows.toLocaleString("en-US")} rows of ${map.cols}`].join(". ");
}

/** "Within 2 ulp for |x| < 2¹⁵ (32,768) and κ < 64" */
export function safeSentence({ sentence }: SafeRegion): string {
  return capitalised(sentence.replace(/, on [\d,]+ rows$/, "").replace(/2\^(-?\d+)/g, (_, exponent: string) => powerText(2, Number(exponent))));
}

/** Where a state begins, as exponents: the magnitude from which it comes at κ < 2, and where it comes below that only at larger κ. */
interface Break {
  readonly easy: number | undefined;
  readonly hard: { readonly condition: number; readonly constant: boolean; readonly magnitude: number | undefined } | undefined;
}

function breakOf({ states, magnitudes, conditions }: ErrorMap, state: CellState): Break {
  const easy = states[0]!.indexOf(state);
  const before = easy < 0 ? magnitudes.length : easy;
  const lines = states.map((line) => line.slice(0, before));
  const hard = lines.findIndex((line) => line.includes(state));
  const first = Math.min(...lines.flatMap((line) => (line.includes(state) ? [line.indexOf(state)] : [])));
  return {
    easy: easy < 0 ? undefined : magnitudes[easy]!.first,
    hard:
      hard < 0
        ? undefined
        : {
            condition: conditions[hard]!.first,
            constant: conditions[hard]!.last === undefined,
            // Where there are rows of that κ at smaller magnitudes.
            magnitude: lines[hard]!.slice(0, first).trim() === "" ? undefined : magnitudes[first]!.first,
          },
  };
}

/** Where outputs stop being numbers, or anything. */
export function breakSentences(map: ErrorMap): readonly string[] {
  return outcomes.flatMap(({ state, words }) => {
    const { easy, hard } = breakOf(map, state);
    const places = [
      ...(easy === undefined ? [] : [`from |x| = ${value(easy)} on`]),
      ...(hard === undefined ? [] : [`${easy === undefined ? "" : "below it "}${hard.constant ? "on constant rows" : `from κ = ${value(hard.condition)} on`}${hard.magnitude === undefined ? "" : ` where |x| is ${value(hard.magnitude)} or more`}`]),
    ];
    return places.length === 0 ? [] : [`${capitalised(words)} ${places.join(", ")}`];
  });
}

/** The same in a few signs: "0 from 2⁶³ · NaN from κ 2¹¹"; undefined where every output is a number. */
export function breaksInShort(map: ErrorMap): string | undefined {
  const parts = outcomes.flatMap(({ state, short }) => {
    const { easy, hard } = breakOf(map, state);
    if (easy !== undefined) return [`${short} from ${powerText(2, easy)}`];
    return hard === undefined || hard.constant ? [] : [`${short} from κ ${powerText(2, hard.condition)}${hard.magnitude === undefined ? "" : ` at ${powerText(2, hard.magnitude)}`}`];
  });
  return parts.length === 0 ? undefined : parts.join(" · ");
}

/** "≤ 0.001: |x| < 2⁶², κ < 2¹²" */
export function safeInShort({ magnitudes, conditions }: ErrorMap, { label, magnitudes: m, conditions: k }: SafeRegion): string {
  if (m === 0) return `≤ ${label}: nowhere`;
  const limits = [...(m < magnitudes.length ? [`|x| < ${powerText(2, magnitudes[m]!.first)}`] : []), ...(k < conditions.length ? [`κ < ${powerText(2, conditions[k]!.first)}`] : [])];
  return `≤ ${label}: ${limits.length === 0 ? "everywhere" : limits.join(", ")}`;
}

function marginSentence({ margins, states }: ErrorMap): string {
  let [judged, violated, worst] = [0, 0, 0];
  for (const line of margins) {
    for (const one of line) {
      if (one === null) continue;
      const margin = fromJsonNumber(one);
      judged++;
      if (margin > 1) violated++;
      else if (margin > worst) worst = margin;
    }
  }
  const beyond = states.join("").replaceAll(" ", "").length - judged;
  const told = violated > 0 ? `The error is above the tolerance in ${violated} of ${judged} cells that the contract covers` : `No error is above the tolerance: at most ${worst.toFixed(2)} of it, in ${judged} cells that the contract covers`;
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
