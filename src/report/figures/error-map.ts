// The large map of one implementation: error, or error over tolerance, over the magnitude of the row and its condition number κ.

import type { ErrorMap, MapBand, Maps } from "../../campaign/maps/maps.ts";
import { formatOf } from "../../formats/format-of.ts";
import { type Html, html } from "../escape-html.ts";
import { decimalText, powerText } from "./axis-text.ts";
import { figureSvg } from "./figure-svg.ts";
import { heatMap, looksOf, marksIn, type View } from "./heat-map.ts";
import { legend } from "./legend.ts";
import { mapFinding } from "./map-words.ts";
import { patternId, patterns } from "./marks.ts";
import { type ColourBar, marginBar, ulpsBar } from "./palette.ts";
import { remembered } from "./remembered.ts";

export interface ErrorMapOptions {
  readonly implementation: string;
  readonly view: View;
  /** What the map shows, in words, where that is known already. */
  readonly finding?: string | undefined;
  readonly standalone?: boolean | undefined;
}

const margin = { left: 78, right: 22, top: 66, bottom: 52 } as const;
/** What the cells share: of every format the maps have about the same size. */
const plot = { width: 500, height: 330 } as const;
const cellHeight = { min: 11, max: 24 } as const;
/** Room of the labels of an axis. */
const apart = { x: 46, y: 24 } as const;

export function barOf(view: View, format: string): ColourBar {
  return view === "ulps" ? ulpsBar(formatOf(format).precision) : marginBar;
}

export function errorMapSvg({ map, format }: Maps, { implementation, view, finding = mapFinding(map, view), standalone }: ErrorMapOptions): Html {
  const bar = barOf(view, format);
  const cell = {
    width: Math.floor(plot.width / map.magnitudes.length),
    height: Math.max(cellHeight.min, Math.min(cellHeight.max, Math.floor(plot.height / map.conditions.length))),
  };
  const [width, height] = [cell.width * map.magnitudes.length, cell.height * map.conditions.length];
  const looks = looksOf(map, { view, bar });
  const marks = marksIn(looks);
  const id = patternId(implementation, format, view);
  const { colourBar, key, keyHeight } = legend({ view, bar, marks, id, width: margin.left + width });
  const name = view === "ulps" ? "error" : "error ÷ tolerance";
  return figureSvg({
    width: margin.left + width + margin.right,
    height: margin.top + height + margin.bottom + keyHeight,
    title: `${implementation}: ${name} over the magnitude of the row and its condition number`,
    description: finding,
    standalone,
    body: html`${patterns(id, marks)}<g transform="translate(${margin.left} 2)">${colourBar}</g><g transform="translate(${margin.left} ${margin.top})">${heatMap({ map, view, bar, looks, cell, id, lettered: true })}${emptiness(map, cell)}${axes(map, { cell, height })}</g><g transform="translate(12 ${margin.top + height + margin.bottom + 8})">${key}</g>`,
  });
}

/** Where the format has no rows, what they would need. */
function emptiness({ states }: ErrorMap, cell: { readonly height: number }): Html | undefined {
  const empty = states.slice(-6).every((line) => line.startsWith("          "));
  return empty ? html`<text x="10" y="${cell.height + 8}">no such rows:</text><text x="10" y="${cell.height + 22}">κ is at most |x|/√ε</text>` : undefined;
}

interface Extent {
  readonly cell: { readonly width: number; readonly height: number };
  readonly height: number;
}

/** Exponents at the edges of bands, and the position of each in bands. */
function edgesOf(bands: readonly MapBand[]): { readonly exponent: number; readonly at: number }[] {
  const edges = bands.map(({ first }, at) => ({ exponent: first, at }));
  const last = bands.at(-1)!.last;
  return last === undefined ? edges : [...edges, { exponent: last + 1, at: bands.length }];
}

/** The edges that have labels: the ends, those that are wanted, where bands become wider or narrower, then as many others as there is room for. */
export function labelled(bands: readonly MapBand[], spacing: number, wanted: readonly number[] = []): { readonly exponent: number; readonly at: number }[] {
  const edges = edgesOf(bands);
  const widthAt = (at: number) => (bands[at]?.last ?? Infinity) - (bands[at]?.first ?? 0);
  const rank = ({ exponent, at }: { exponent: number; at: number }) => {
    if (at === 0 || at === edges.length - 1) return 0;
    if (wanted.includes(exponent)) return 1;
    return widthAt(at) === widthAt(at - 1) ? (exponent % 4 === 0 ? 3 : 4) : 2;
  };
  const chosen: { exponent: number; at: number }[] = [];
  for (const edge of [...edges].sort((a, b) => rank(a) - rank(b) || a.at - b.at)) if (chosen.every(({ at }) => Math.abs(at - edge.at) >= spacing)) chosen.push(edge);
  return chosen.sort((a, b) => a.at - b.at);
}

/** 1, and the square root of what is too large: where squares overflow. */
export function landmarks(bands: readonly MapBand[]): readonly number[] {
  return [0, (bands.at(-1)!.last! + 1) / 2];
}

const onceDrawn = remembered();

function axes({ magnitudes, conditions }: ErrorMap, extent: Extent): Html {
  return onceDrawn(JSON.stringify([magnitudes, conditions, extent]), () => html`${xAxis(magnitudes, extent)}${yAxis(conditions, extent)}`);
}

function xAxis(bands: readonly MapBand[], { cell, height }: Extent): Html {
  const ticks = edgesOf(bands).map(({ at }) => `M${at * cell.width} ${height}v4`);
  const labels = labelled(bands, apart.x / cell.width, landmarks(bands)).map(
    ({ exponent, at }) => html`<text class="fg-name" x="${at * cell.width}" y="${height + 17}" text-anchor="middle">${powerText(2, exponent)}</text><text x="${at * cell.width}" y="${height + 30}" text-anchor="middle">${decimalText(exponent)}</text>`,
  );
  return html`<path class="fg-tick" d="${ticks.join("")}"></path>${labels}<text x="${(cell.width * bands.length) / 2}" y="${height + 47}" text-anchor="middle">largest |x| of the row (bands are wider where nothing changes)</text>`;
}

function yAxis(bands: readonly MapBand[], { cell, height }: Extent): Html {
  const labels = labelled(bands.slice(0, -1), apart.y / cell.height).filter(({ at }) => at < bands.length - 2).map(
    ({ exponent, at }) => html`<text class="fg-name" x="-7" y="${height - at * cell.height + 4}" text-anchor="end">${powerText(2, exponent)}</text>${exponent > 1 ? html`<text x="-34" y="${height - at * cell.height + 4}" text-anchor="end">${decimalText(exponent)}</text>` : undefined}<path class="fg-tick" d="M0 ${height - at * cell.height}h-4"></path>`,
  );
  return html`${labels}<text x="-7" y="${cell.height / 2 + 4}" text-anchor="end">constant</text><text class="fg-name" x="-7" y="-8" text-anchor="end">κ ↑</text>`;
}
