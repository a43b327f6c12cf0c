// Colours of the heat maps: steps of viridis, whose lightness alone orders them, so that they read without colour vision, in grey and in either theme.

import { interpolateViridis } from "d3-scale-chromatic";
import { scaleThreshold } from "d3-scale";

export const steps = 9;
/** Where the steps begin and end in the scheme: its darkest end is too near to the paper of a dark page. */
const [from, to] = [0.1, 1];

/** `.fg-c0 { fill: #482475; }` … */
export const paletteStyle = Array.from({ length: steps }, (_, i) => `.fg-c${i} { fill: ${hex(interpolateViridis(from + ((to - from) * i) / (steps - 1)))}; }`).join("\n");

/** A colour bar: `edges[i]` is where step i ends, in powers of two; the last step has no end. */
export interface ColourBar {
  readonly edges: readonly number[];
  /** The step of a value. */
  readonly stepOf: (value: number) => number;
}

/** From 1 ulp and 2 ulp, in even steps of bits, to where no bit of a result of this precision is right. */
export function ulpsBar(precision: number): ColourBar {
  const known = ulpsBars.get(precision);
  if (known !== undefined) return known;
  const count = Math.min(steps - 1, precision - 1);
  const own = bar([0, ...Array.from({ length: count - 1 }, (_, i) => 1 + Math.round((i * (precision - 3)) / (count - 2)))]);
  ulpsBars.set(precision, own);
  return own;
}

/** There are four formats. */
const ulpsBars = new Map<number, ColourBar>();

/** Fractions of the tolerance, by halves; what is above 1 is a violation and has a pattern of its own. */
export const marginBar: ColourBar = bar([-7, -6, -5, -4, -3, -2, -1]);

function bar(edges: readonly number[]): ColourBar {
  // Up to an edge, not below it: an error of exactly 2 ulp is within 2 ulp.
  const scale = scaleThreshold<number, number>()
    .domain(edges.map((exponent) => 2 ** exponent * (1 + Number.EPSILON)))
    .range(Array.from({ length: edges.length + 1 }, (_, i) => i));
  return { edges, stepOf: scale };
}

function hex(colour: string): string {
  return colour.startsWith("#") ? colour : `#${[...colour.matchAll(/\d+/g)].map(([channel]) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
}
