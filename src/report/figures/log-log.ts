// Lines over two logarithmic axes, as small multiples in one SVG: pure text from data, without scripts, fonts or anything from elsewhere. Every line has its
// name at its end; a bound is dashed, and where there was no finite value a cross stands at the upper edge.

import { scaleLinear } from "d3-scale";
import { type Html, html } from "../escape-html.ts";
import { decimalText, powerText } from "./axis-text.ts";
import { figureSvg } from "./figure-svg.ts";

export interface LogLogLine {
  readonly label: string;
  /** In the order of x; all above 0 and finite. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Drawn dashed, without dots: what is promised, not what was measured. */
  readonly bound?: boolean | undefined;
}

export interface LogLogPanel {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: readonly LogLogLine[];
  /** Where on the x axis values were not finite. */
  readonly crosses?: readonly number[] | undefined;
}

export interface LogLogChart {
  readonly title: string;
  /** For readers who do not see it. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Of the ticks; 2 has decimals beside. */
  readonly base?: 2 | 10 | undefined;
  /** Row by row; the panels of a row have the same axes. */
  readonly panels: readonly LogLogPanel[];
  readonly columns: number;
  readonly standalone?: boolean | undefined;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const layouts: Readonly<Record<2 | 10, Layout>> = {
  10: { width: 430, height: 206, left: 44, right: 52, top: 46, bottom: 30 },
  // Room for powers and decimals.
  2: { width: 560, height: 300, left: 82, right: 74, top: 46, bottom: 44 },
};
/** The room of a label: those that overlap are moved apart. */
const label = { width: 34, height: 12 } as const;
const colours = 5;
const ticksMax = 7;

/** The chart. Panels without lines say that nothing is promised. */
export function logLogSvg(chart: LogLogChart): string {
  const { panels, columns, standalone, title, description, base = 10 } = chart;
  const layout = layouts[base];
  const rows = Math.ceil(panels.length / columns);
  const axes = Array.from({ length: rows }, (_, row) => axesOf(panels.slice(row * columns, (row + 1) * columns), base));
  const body = panels.map((one, i) => drawPanel(one, axes[Math.floor(i / columns)]!, chart, layout, { left: (i % columns) * layout.width, top: Math.floor(i / columns) * layout.height }));
  return figureSvg({ width: Math.min(columns, panels.length) * layout.width, height: rows * layout.height, title, description, body, standalone }).html;
}

interface Axes {
  readonly base: 2 | 10;
  readonly x: Axis;
  readonly y: Axis;
}

/** From base^min to base^max, a tick every `step` powers. */
interface Axis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function axesOf(panels: readonly LogLogPanel[], base: 2 | 10): Axes {
  const points = panels.flatMap(({ lines }) => lines.flatMap((line) => line.points));
  const crosses = panels.flatMap(({ crosses: own = [] }) => own);
  const y = axisOf(points.map((point) => point.y), base, 0.1);
  // Crosses stand above everything that has a value.
  return { base, x: axisOf([...points.map(({ x }) => x), ...crosses], base), y: crosses.length > 0 ? { ...y, max: y.max + y.step } : y };
}

/** Whole powers, with `room` of one below the lowest value, where its label needs it. */
function axisOf(values: readonly number[], base: 2 | 10, room = 0): Axis {
  const logs = values.map((value) => logarithm(base, value));
  const min = values.length === 0 ? 0 : Math.floor(Math.min(...logs) - room + 1e-9);
  const max = values.length === 0 ? 1 : Math.max(min + 1, Math.ceil(Math.max(...logs) - 1e-9));
  const step = Math.ceil((max - min) / ticksMax);
  // Of powers of two, those whose exponents people know.
  return { min, max, step: base === 2 && step > 2 ? Math.ceil(step / 4) * 4 : step };
}

function logarithm(base: 2 | 10, value: number): number {
  return base === 2 ? Math.log2(value) : Math.log10(value);
}

interface Place {
  readonly left: number;
  readonly top: number;
}

function drawPanel({ title, subtitle, lines, crosses = [] }: LogLogPanel, axes: Axes, { xLabel, yLabel }: LogLogChart, panel: Layout, { left, top }: Place): Html {
  const [right, bottom] = [panel.width - panel.right, panel.height - panel.bottom];
  const { base } = axes;
  const toX = position(axes.x, base, panel.left, right);
  const toY = position(axes.y, base, bottom, panel.top);
  const xTicks = ticksOf(axes.x).map(
    (power) => html`<text x="${toX(base ** power)}" y="${bottom + 14}" text-anchor="middle">${tickText(base, power)}</text>${base === 2 ? html`<text x="${toX(2 ** power)}" y="${bottom + 27}" text-anchor="middle">${decimalText(power)}</text>` : undefined}`,
  );
  const yTicks = ticksOf(axes.y).map((power) => {
    const y = toY(base ** power);
    const decimal = base === 2 ? html`<text x="${panel.left - 37}" y="${y + 4}" text-anchor="end">${decimalText(power)}</text>` : undefined;
    return html`<line class="fg-grid" x1="${panel.left}" x2="${right}" y1="${y}" y2="${y}"></line><text x="${panel.left - 5}" y="${y + 4}" text-anchor="end">${tickText(base, power)}</text>${decimal}`;
  });
  const drawable = lines.filter(({ points }) => points.length > 0);
  const ends = apart(drawable.map(({ points }) => ({ x: toX(points.at(-1)!.x), y: toY(points.at(-1)!.y) })));
  let colour = 0;
  const drawn = drawable.map(({ label: name, points, bound = false }, i) => {
    const path = points.map(({ x, y }, k) => `${k === 0 ? "M" : "L"}${toX(x)} ${toY(y)}`).join("");
    const end = { x: ends[i]!.x + 6, y: ends[i]!.y + 4 };
    if (bound) return html`<path class="fg-bound" d="${path}"></path><text x="${end.x}" y="${end.y}">${name}</text>`;
    const own = colour++ % colours;
    const dots = points.map(({ x, y }) => html`<circle class="fg-f${own}" cx="${toX(x)}" cy="${toY(y)}" r="2"></circle>`);
    return html`<path class="fg-line fg-s${own}" d="${path}"></path>${dots}<text class="fg-end fg-f${own}" x="${end.x}" y="${end.y}">${name}</text>`;
  });
  const marks = crosses.length === 0 ? undefined : html`<path class="fg-cross" d="${crosses.map((x) => `M${rounded(toX(x) - 3)} ${panel.top - 3}l6 6m0 -6l-6 6`).join("")}"></path><text class="fg-bad" x="${toX(crosses[0]!)}" y="${panel.top - 9}" text-anchor="middle">not finite</text>`;
  const empty = drawable.length === 0 && crosses.length === 0 ? html`<text x="${(panel.left + right) / 2}" y="${(panel.top + bottom) / 2}" text-anchor="middle">nothing is promised</text>` : undefined;
  return html`<g transform="translate(${left} ${top})"><text x="${base === 2 ? 0 : panel.left}" y="18"><tspan class="fg-title">${title}</tspan><tspan dx="8">${subtitle}</tspan></text>${yTicks}${xTicks}<text x="${right + 14}" y="${bottom + 14}">${xLabel}</text><text x="${panel.left - 5}" y="${panel.top - 12}" text-anchor="end">${yLabel}</text>${drawn}${marks}${empty}</g>`;
}

function position({ min, max }: Axis, base: 2 | 10, from: number, to: number): (value: number) => number {
  const scale = scaleLinear([min, max], [from, to]);
  return (value) => rounded(scale(logarithm(base, value)));
}

function ticksOf({ min, max, step }: Axis): number[] {
  const first = Math.ceil(min / step) * step;
  return Array.from({ length: Math.floor((max - first) / step) + 1 }, (_, k) => first + k * step);
}

/** 0.01, 1, 100, then 10⁴; of two always the power. */
function tickText(base: 2 | 10, power: number): string {
  return base === 10 && Math.abs(power) <= 3 ? String(Number(`1e${power}`)) : powerText(base, power);
}

interface End {
  readonly x: number;
  readonly y: number;
}

/** Rounds of moving apart; five labels come to rest in a dozen. */
const movesMax = 60;

/** Where the labels of these ends stand: those that would overlap share the distance that is missing. */
function apart(ends: readonly End[]): readonly End[] {
  const heights = ends.map(({ y }) => y);
  // Of two at one height the later line stands higher, as the larger n mostly does.
  const order = ends.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]! || b - a);
  for (let move = 0; move < movesMax; move++) {
    for (const [place, upper] of order.entries()) {
      for (const lower of order.slice(place + 1)) {
        const missing = label.height - (heights[lower]! - heights[upper]!);
        if (missing <= 0 || Math.abs(ends[lower]!.x - ends[upper]!.x) >= label.width) continue;
        heights[upper]! -= missing / 2;
        heights[lower]! += missing / 2;
      }
    }
  }
  return ends.map(({ x }, i) => ({ x, y: rounded(heights[i]!) }));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
