// Lines over two logarithmic axes, as small multiples in one SVG: pure text from data, without scripts, fonts or anything from elsewhere. It follows the
// reader's light or dark theme, and every line has its name at its end.

import { type Html, html } from "./escape-html.ts";

export interface LogLogLine {
  readonly label: string;
  /** In the order of x; all above 0 and finite. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LogLogPanel {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: readonly LogLogLine[];
}

export interface LogLogChart {
  /** For readers who do not see it. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Row by row; the panels of a row have the same axes. */
  readonly panels: readonly LogLogPanel[];
  readonly columns: number;
  /** A file of its own needs the name of the language; in a page of HTML it would be noise. */
  readonly standalone: boolean;
}

const panel = { width: 430, height: 206, left: 44, right: 52, top: 46, bottom: 30 } as const;
/** The room of a label: those that overlap are moved apart. */
const label = { width: 34, height: 12 } as const;
const xmlns = "http://www.w3.org/2000/svg";

/** Classes begin with ll-, since styles of an SVG inside a page hold for the whole page. */
const style = `
.ll { font: 11px system-ui, -apple-system, "Segoe UI", sans-serif; --ll-ink: #1f2328; --ll-soft: #656d76; --ll-grid: #e3e6ea;
  --ll-0: #8a63d2; --ll-1: #2f7fd0; --ll-2: #168a78; --ll-3: #b07400; --ll-4: #c4432f; }
@media (prefers-color-scheme: dark) { .ll { --ll-ink: #e6edf3; --ll-soft: #929ba5; --ll-grid: #31373e;
  --ll-0: #b89af2; --ll-1: #6fb1f5; --ll-2: #4cc9b0; --ll-3: #e0ae4a; --ll-4: #ff8f7a; } }
.ll-title { fill: var(--ll-ink); font-weight: 600; font-size: 13px; }
.ll-soft { fill: var(--ll-soft); }
.ll-grid { stroke: var(--ll-grid); stroke-width: 1; }
.ll-line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.ll-end { font-weight: 600; }
${[0, 1, 2, 3, 4].map((i) => `.ll-s${i} { stroke: var(--ll-${i}); } .ll-f${i} { fill: var(--ll-${i}); }`).join("\n")}
`;
const colours = 5;

/** The chart. Panels without lines say that nothing is promised. */
export function logLogSvg(chart: LogLogChart): string {
  const { panels, columns, standalone, description } = chart;
  const rows = Math.ceil(panels.length / columns);
  const [width, height] = [Math.min(columns, panels.length) * panel.width, rows * panel.height];
  const axes = Array.from({ length: rows }, (_, row) => axesOf(panels.slice(row * columns, (row + 1) * columns)));
  const drawn = panels.map((one, i) => drawPanel(one, axes[Math.floor(i / columns)], chart, { left: (i % columns) * panel.width, top: Math.floor(i / columns) * panel.height }));
  const name = standalone ? html` xmlns="${xmlns}"` : undefined;
  return html`<svg${name} class="ll" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${description}"><style>${{ html: style }}</style>${drawn}</svg>`.html;
}

interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** From 10^min to 10^max, a tick every `step` decades. */
interface Axis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function axesOf(panels: readonly LogLogPanel[]): Axes {
  const points = panels.flatMap(({ lines }) => lines.flatMap((line) => line.points));
  return { x: axisOf(points.map(({ x }) => x)), y: axisOf(points.map(({ y }) => y), 0.1) };
}

/** Whole decades, with `room` of one below the lowest value, where its label needs it. */
function axisOf(values: readonly number[], room = 0): Axis {
  const logs = values.map(Math.log10);
  const min = values.length === 0 ? 0 : Math.floor(Math.min(...logs) - room + 1e-9);
  const max = values.length === 0 ? 1 : Math.max(min + 1, Math.ceil(Math.max(...logs) - 1e-9));
  return { min, max, step: Math.ceil((max - min) / 7) };
}

interface Place {
  readonly left: number;
  readonly top: number;
}

function drawPanel({ title, subtitle, lines }: LogLogPanel, axes: Axes, { xLabel, yLabel }: LogLogChart, { left, top }: Place): Html {
  const [right, bottom] = [panel.width - panel.right, panel.height - panel.bottom];
  const toX = (value: number) => position(axes.x, value, panel.left, right);
  const toY = (value: number) => position(axes.y, value, bottom, panel.top);
  const xTicks = ticksOf(axes.x).map((power) => html`<text class="ll-soft" x="${toX(10 ** power)}" y="${bottom + 14}" text-anchor="middle">${powerText(power)}</text>`);
  const yTicks = ticksOf(axes.y).map(
    (power) => html`<line class="ll-grid" x1="${panel.left}" x2="${right}" y1="${toY(10 ** power)}" y2="${toY(10 ** power)}"></line><text class="ll-soft" x="${panel.left - 5}" y="${toY(10 ** power) + 4}" text-anchor="end">${powerText(power)}</text>`,
  );
  const ends = apart(lines.map(({ points }) => ({ x: toX(points.at(-1)!.x), y: toY(points.at(-1)!.y) })));
  const drawn = lines.map(({ label: name, points }, i) => {
    const colour = i % colours;
    const path = points.map(({ x, y }, k) => `${k === 0 ? "M" : "L"}${toX(x)} ${toY(y)}`).join("");
    const dots = points.map(({ x, y }) => html`<circle class="ll-f${colour}" cx="${toX(x)}" cy="${toY(y)}" r="2"></circle>`);
    return html`<path class="ll-line ll-s${colour}" d="${path}"></path>${dots}<text class="ll-end ll-f${colour}" x="${ends[i].x + 6}" y="${ends[i].y + 4}">${name}</text>`;
  });
  const empty = lines.length === 0 ? html`<text class="ll-soft" x="${(panel.left + right) / 2}" y="${(panel.top + bottom) / 2}" text-anchor="middle">nothing is promised</text>` : undefined;
  return html`<g transform="translate(${left} ${top})"><text x="${panel.left}" y="18"><tspan class="ll-title">${title}</tspan><tspan class="ll-soft" dx="8">${subtitle}</tspan></text>${yTicks}${xTicks}<text class="ll-soft" x="${panel.width - panel.right / 2}" y="${bottom + 14}">${xLabel}</text><text class="ll-soft" x="${panel.left - 5}" y="${panel.top - 12}" text-anchor="end">${yLabel}</text>${drawn}${empty}</g>`;
}

function position({ min, max }: Axis, value: number, from: number, to: number): number {
  return rounded(from + ((Math.log10(value) - min) / (max - min)) * (to - from));
}

function ticksOf({ min, max, step }: Axis): number[] {
  const first = Math.ceil(min / step) * step;
  return Array.from({ length: Math.floor((max - first) / step) + 1 }, (_, k) => first + k * step);
}

/** 0.01, 1, 100, then 10⁴. */
function powerText(power: number): string {
  if (Math.abs(power) <= 3) return String(Number(`1e${power}`));
  return `10${[...String(power)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("")}`;
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
  const order = ends.map((_, i) => i).sort((a, b) => heights[a] - heights[b] || b - a);
  for (let move = 0; move < movesMax; move++) {
    for (const [place, upper] of order.entries()) {
      for (const lower of order.slice(place + 1)) {
        const missing = label.height - (heights[lower] - heights[upper]);
        if (missing <= 0 || Math.abs(ends[lower].x - ends[upper].x) >= label.width) continue;
        heights[upper] -= missing / 2;
        heights[lower] += missing / 2;
      }
    }
  }
  return ends.map(({ x }, i) => ({ x, y: rounded(heights[i]) }));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
