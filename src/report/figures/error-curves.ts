// Error against κ and against n, each with the proved bound of the contract: the slope of a line is the algorithm, its distance from the bound the care.

import type { CurvePoint, Maps } from "../../campaign/maps/maps.ts";
import { fromJsonNumber } from "../../findings/json-number.ts";
import type { Html } from "../escape-html.ts";
import { logLogSvg, type LogLogLine } from "./log-log.ts";
import { growthSentence } from "./map-words.ts";

export interface CurveOptions {
  readonly implementation: string;
  readonly standalone?: boolean | undefined;
}

export function errorAgainstConditionSvg({ againstCondition, map }: Maps, { implementation, standalone }: CurveOptions): Html {
  return curve(againstCondition, {
    title: `${implementation}: error against the condition number`,
    description: growthSentence(againstCondition),
    heading: "error against κ",
    subtitle: `rows of ${map.cols}`,
    xLabel: "κ",
    standalone,
  });
}

export function errorAgainstLengthSvg({ againstLength }: Maps, { implementation, standalone }: CurveOptions): Html {
  return curve(againstLength, {
    title: `${implementation}: error against the length of the row`,
    description: lengthSentence(againstLength),
    heading: "error against n",
    subtitle: "κ < 2, |x| < 2",
    xLabel: "n",
    standalone,
  });
}

/** What short rows are, which the others are compared with: of two values alone, mean and variance are all but exact. */
const shortMax = 8;

/** "At n = 4096 the error is 300 times that of rows of at most 8" */
export function lengthSentence(points: readonly CurvePoint[]): string {
  const broken = points.find(({ error }) => error === "NaN");
  if (broken !== undefined) return `From n = ${broken.at} on some outputs are not finite`;
  const last = points.at(-1);
  const short = Math.max(0, ...points.filter(({ at }) => at <= shortMax).map(({ error }) => fromJsonNumber(error)));
  if (last === undefined || short === 0) return "There is nothing to see";
  const factor = fromJsonNumber(last.error) / short;
  if (factor < 2) return `The error does not grow with n: at n = ${last.at} it is ${fromJsonNumber(last.error).toExponential(1)} of the output's scale`;
  return `At n = ${last.at} the error is ${factor < 10 ? factor.toFixed(1) : Math.round(factor).toLocaleString("en-US")} times that of rows of at most ${shortMax}`;
}

interface Curve {
  readonly title: string;
  readonly description: string;
  readonly heading: string;
  readonly subtitle: string;
  readonly xLabel: string;
  readonly standalone?: boolean | undefined;
}

function curve(points: readonly CurvePoint[], { heading, subtitle, ...chart }: Curve): Html {
  const measured = points.map(({ at, error }) => ({ x: at, y: fromJsonNumber(error) })).filter(({ y }) => y > 0);
  const bound = points.flatMap(({ at, bound: allowed }) => (allowed === null || allowed <= 0 ? [] : [{ x: at, y: allowed }]));
  const lines: LogLogLine[] = [
    { label: "measured", points: measured },
    { label: "bound", points: bound, bound: true },
  ];
  const crosses = points.filter(({ error }) => error === "NaN").map(({ at }) => at);
  return { html: logLogSvg({ ...chart, yLabel: "error ÷ scale", base: 2, columns: 1, panels: [{ title: heading, subtitle, lines, crosses }] }) };
}
