// Cells of a map in colour, what has no colour in patterns with a letter, and the safe regions on top: the part that the large figure and the small
// multiples share. Neighbours of one colour are one rectangle and all rectangles of a colour one path, or a page of maps would be megabytes.

import type { ErrorMap } from "../../campaign/maps/maps.ts";
import { fromJsonNumber, type JsonNumber } from "../../findings/json-number.ts";
import { type Html, html } from "../escape-html.ts";
import { type ColourBar, marginBar } from "./palette.ts";
import { type Mark, markStyles } from "./marks.ts";

/** What the colours say. */
export type View = "ulps" | "margin";

/** What is drawn in a cell: a step of the colour bar, a mark, or both. */
export interface CellLook {
  readonly step?: number | undefined;
  readonly mark?: Mark | undefined;
}

export interface HeatMap {
  readonly map: ErrorMap;
  readonly view: View;
  readonly bar: ColourBar;
  readonly looks: Looks;
  readonly cell: { readonly width: number; readonly height: number };
  /** Makes the names of patterns unique in a page. */
  readonly id: string;
  /** With letters on marked regions and names on safe ones. */
  readonly lettered: boolean;
}

/** How every cell of a map looks, as looks[condition][magnitude]; undefined where there is no row. */
export type Looks = readonly (readonly (CellLook | undefined)[])[];

/** The large map of an implementation and its small one look the same. */
const looksDrawn = new WeakMap<ErrorMap, { readonly bar: ColourBar; readonly looks: Looks }>();

/** How the cells look in a view. */
export function looksOf(map: ErrorMap, { view, bar }: { readonly view: View; readonly bar: ColourBar }): Looks {
  if (view !== "ulps") return cellLooks(map, { view, bar });
  const drawn = looksDrawn.get(map);
  if (drawn?.bar === bar) return drawn.looks;
  const looks = cellLooks(map, { view, bar });
  looksDrawn.set(map, { bar, looks });
  return looks;
}

function cellLooks({ states, ulps, margins }: ErrorMap, of: { readonly view: View; readonly bar: ColourBar }): Looks {
  return states.map((line, condition) => {
    const looks: (CellLook | undefined)[] = [];
    for (let magnitude = 0; magnitude < line.length; magnitude++) looks.push(lookOf(line[magnitude]!, ulps[condition]![magnitude]!, margins[condition]![magnitude]!, of));
    return looks;
  });
}

/** There are some dozen looks, and a page has half a million cells: one object for each. */
const known = new Map<number | undefined, Map<Mark | undefined, CellLook>>();

function look(step: number | undefined, mark?: Mark): CellLook {
  let ofStep = known.get(step);
  if (ofStep === undefined) known.set(step, (ofStep = new Map()));
  let own = ofStep.get(mark);
  if (own === undefined) ofStep.set(mark, (own = { step, mark }));
  return own;
}

function lookOf(state: string, ulps: number | null, margin: JsonNumber | null, { view, bar }: { readonly view: View; readonly bar: ColourBar }): CellLook | undefined {
  if (state === " ") return undefined;
  if (view === "margin") {
    if (margin === null) return look(undefined, "o");
    return fromJsonNumber(margin) > 1 ? look(undefined, "v") : look(marginBar.stepOf(fromJsonNumber(margin)));
  }
  if (state !== ".") return look(undefined, state as Mark);
  return look(bar.stepOf(ulps ?? 0), margin === null ? "b" : undefined);
}

/** The marks that a map shows, in their order of the legend. */
export function marksIn(looks: Looks): readonly Mark[] {
  const shown = new Set<Mark>();
  for (const line of looks) for (const look of line) if (look?.mark !== undefined) shown.add(look.mark);
  return (Object.keys(markStyles) as Mark[]).filter((mark) => shown.has(mark));
}

/** The map with its lower left corner, κ = 1 and the smallest magnitude, at (0, height). */
export function heatMap({ map, view, bar, looks, cell, id, lettered }: HeatMap): Html {
  const { magnitudes, conditions, safe } = map;
  const [columns, rows] = [magnitudes.length, conditions.length];
  const top = (condition: number) => (rows - 1 - condition) * cell.height;
  const steps = runsBy(looks, ({ step }) => step, { cell, top });
  const marks = runsBy(looks, ({ mark }) => mark, { cell, top });
  const coloured = Array.from({ length: bar.edges.length + 1 }, (_, step) => ({ step, d: steps.get(step) })).filter(({ d }) => d !== undefined);
  const marked = (Object.keys(markStyles) as Mark[]).filter((mark) => marks.has(mark)).map((mark) => ({ mark, d: marks.get(mark) }));
  const letters = lettered ? marked.flatMap(({ mark }) => regions(looks, mark).map((place) => ({ mark, ...place }))) : [];
  return html`${coloured.map(({ step, d }) => html`<path class="fg-cells fg-c${stepColour(step, bar)}" d="${d}"></path>`)}${marked.map(({ mark, d }) => {
    const under = markStyles[mark].under;
    return html`${under === undefined ? undefined : html`<path class="fg-cells ${under}" d="${d}"></path>`}<path fill="url(#${id}-${mark})" d="${d}"></path>`;
  })}<rect class="fg-frame" width="${columns * cell.width}" height="${rows * cell.height}"></rect>${view === "ulps" ? safe.map((region, i) => safeOutline(region, i, { cell, rows, lettered, crowded: i > 0 && Math.abs(safe[0]!.conditions - region.conditions) * cell.height < 14 })) : undefined}${letters.map(
    ({ mark, column, row }) => html`<text class="fg-letter" x="${(column + 0.5) * cell.width}" y="${top(row) + cell.height / 2 + 4}" text-anchor="middle">${markStyles[mark].letter}</text>`,
  )}`;
}

/** For each kind of cell one path of its runs. */
function runsBy<Kind>(looks: Looks, kindOf: (look: CellLook) => Kind | undefined, { cell, top }: { readonly cell: HeatMap["cell"]; readonly top: (condition: number) => number }): ReadonlyMap<Kind, string> {
  const paths = new Map<Kind, string>();
  looks.forEach((line, condition) => {
    const kinds = line.map((look) => look && kindOf(look));
    for (let from = 0, to = 0; from < kinds.length; from = to) {
      const kind = kinds[from];
      for (to = from + 1; to < kinds.length && kinds[to] === kind; ) to++;
      if (kind === undefined) continue;
      const width = (to - from) * cell.width;
      paths.set(kind, `${paths.get(kind) ?? ""}M${from * cell.width} ${top(condition)}h${width}v${cell.height}h-${width}z`);
    }
  });
  return paths;
}

/** Fewer edges than colours: spread over all of them. */
export function stepColour(step: number, { edges }: ColourBar): number {
  return Math.round((step * 8) / edges.length);
}

interface OutlineOptions {
  readonly cell: HeatMap["cell"];
  readonly rows: number;
  readonly lettered: boolean;
  /** Its name would stand on that of the region before. */
  readonly crowded: boolean;
}

function safeOutline(region: ErrorMap["safe"][number], index: number, { cell, rows, lettered, crowded }: OutlineOptions): Html | undefined {
  if (region.magnitudes === 0) return undefined;
  const [width, height] = [region.magnitudes * cell.width, region.conditions * cell.height];
  const y = (rows - region.conditions) * cell.height;
  const outline = html`<rect class="fg-halo" y="${y}" width="${width}" height="${height}"></rect><rect class="fg-safe${index > 0 ? " fg-dashed" : ""}" y="${y}" width="${width}" height="${height}"></rect>`;
  if (!lettered) return outline;
  const narrow = width < 70;
  const nameY = (y < 16 ? y + 13 : y - 5) + (crowded ? (y < 30 ? 14 : -14) : 0);
  return html`${outline}<text class="fg-letter" x="${narrow ? 3 : width - 5}" y="${nameY}"${narrow ? undefined : html` text-anchor="end"`}>≤ ${region.label}</text>`;
}

/** For each connected region of a mark, the cell nearest to its middle. */
function regions(looks: Looks, mark: Mark): { readonly column: number; readonly row: number }[] {
  const columns = looks[0]!.length;
  const seen = new Uint8Array(looks.length * columns);
  const has = (row: number, column: number) => looks[row]?.[column]?.mark === mark;
  const places: { column: number; row: number }[] = [];
  const open: number[] = [];
  const enter = (row: number, column: number) => {
    const at = row * columns + column;
    if (column < 0 || column >= columns || seen[at] !== 0 || !has(row, column)) return;
    seen[at] = 1;
    open.push(at);
  };
  for (let start = 0; start < seen.length; start++) {
    enter(Math.floor(start / columns), start % columns);
    if (open.length === 0) continue;
    const cells: { row: number; column: number }[] = [];
    while (open.length > 0) {
      const at = open.pop()!;
      const [row, column] = [Math.floor(at / columns), at % columns];
      cells.push({ row, column });
      enter(row - 1, column);
      enter(row + 1, column);
      enter(row, column - 1);
      enter(row, column + 1);
    }
    const middle = { row: mean(cells.map(({ row }) => row)), column: mean(cells.map(({ column }) => column)) };
    const away = ({ row, column }: { row: number; column: number }) => (row - middle.row) ** 2 + (column - middle.column) ** 2;
    places.push(cells.reduce((a, b) => (away(b) < away(a) ? b : a)));
  }
  return places;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
