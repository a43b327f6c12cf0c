// Small multiples: the maps of all implementations of one format side by side, on the same axes and in the same colours.

import type { ErrorMap, Maps } from "../../campaign/maps/maps.ts";
import { type Html, html } from "../escape-html.ts";
import type { ImplementationResult } from "../model.ts";
import { plainText } from "../plain-text.ts";
import { powerText } from "./axis-text.ts";
import { barOf, labelled, landmarks } from "./error-map.ts";
import { figureSvg } from "./figure-svg.ts";
import { type HeatMap, heatMap, type Looks, looksOf, marksIn } from "./heat-map.ts";
import { legend } from "./legend.ts";
import { breaksInShort, mapFinding, safeInShort } from "./map-words.ts";
import { type Mark, markStyles, patternId, patterns } from "./marks.ts";
import { remembered } from "./remembered.ts";

interface Mapped {
  readonly implementation: string;
  readonly maps: Maps;
}

const margin = { left: 30, right: 12, top: 8, bottom: 20 } as const;
const plot = { width: 217, height: 156 } as const;

/** Undefined where there is nothing to compare. Formats in the order of their first implementation; maps of other lengths of rows apart. The page needs `figureStyle` once. */
export function comparisonFigures(results: readonly ImplementationResult[]): Html | undefined {
  const groups = new Map<string, Mapped[]>();
  for (const { implementation, maps } of results) {
    if (maps === undefined) continue;
    const key = `${maps.format} ${maps.map.cols} ${maps.map.conditions.length}`;
    const group = groups.get(key);
    if (group) group.push({ implementation, maps });
    else groups.set(key, [{ implementation, maps }]);
  }
  const compared = [...groups.values()].filter(({ length }) => length > 1);
  return compared.length === 0 ? undefined : html`${compared.map(comparison)}`;
}

function comparison(group: readonly Mapped[]): Html {
  const { format, map } = group[0]!.maps;
  const bar = barOf("ulps", format);
  const drawn = group.map(({ implementation, maps }) => ({ implementation: plainText(implementation), maps, looks: looksOf(maps.map, { view: "ulps", bar }) }));
  const shown = new Set(drawn.flatMap(({ looks }) => marksIn(looks)));
  const marks = (Object.keys(markStyles) as Mark[]).filter((mark) => shown.has(mark));
  const id = patternId("comparison", format, String(map.cols));
  const width = 640;
  const { colourBar, key, keyHeight } = legend({ view: "ulps", bar, marks, id, width });
  return html`<h3>${format}, rows of ${map.cols}</h3>
${figureSvg({ width, height: 46 + keyHeight, title: "What colours and patterns mean", description: marks.map((mark) => `${markStyles[mark].letter}: ${markStyles[mark].words}`).join("; "), body: html`${patterns(id, marks)}<g transform="translate(0 4)">${colourBar}</g><g transform="translate(0 50)">${key}</g>` })}
<div class="multiples">${drawn.map(({ implementation, maps, looks }) => html`<figure><figcaption><strong>${implementation}</strong><br><span class="soft">${caption(maps)}</span></figcaption>${smallMapSvg(maps, { implementation, looks })}</figure>`)}</div>
`;
}

function caption({ map }: Maps): Html {
  const lines = [...map.safe.map((region) => safeInShort(map, region)), breaksInShort(map) ?? "finite everywhere"];
  return html`${lines.map((line) => html`${line}<br>`)}`;
}

export interface SmallMapOptions {
  readonly implementation: string;
  /** Where they are known already. */
  readonly looks?: Looks | undefined;
  readonly standalone?: boolean | undefined;
}

/** One of the small maps; its letters are left to the patterns. */
export function smallMapSvg({ map, format }: Maps, { implementation, standalone, looks: given }: SmallMapOptions): Html {
  const bar = barOf("ulps", format);
  const looks = given ?? looksOf(map, { view: "ulps", bar });
  const cell = { width: Math.floor(plot.width / map.magnitudes.length), height: Math.max(4, Math.floor(plot.height / map.conditions.length)) };
  const [width, height] = [cell.width * map.magnitudes.length, cell.height * map.conditions.length];
  const id = patternId(implementation, format, "small");
  const labels = onceDrawn(JSON.stringify([map.magnitudes, map.conditions, cell]), () => axisLabels(map, { cell, height }));
  return figureSvg({
    width: margin.left + width + margin.right,
    height: margin.top + height + margin.bottom,
    title: `${implementation}: error over the magnitude of the row and its condition number`,
    description: mapFinding(map, "ulps"),
    standalone,
    body: html`${patterns(id, marksIn(looks))}<g transform="translate(${margin.left} ${margin.top})">${heatMap({ map, view: "ulps", bar, looks, cell, id, lettered: false })}${labels}</g>`,
  });
}

const onceDrawn = remembered();

function axisLabels(map: ErrorMap, { cell, height }: { readonly cell: HeatMap["cell"]; readonly height: number }): Html {
  const xLabels = labelled(map.magnitudes, 40 / cell.width, landmarks(map.magnitudes)).map(({ exponent, at }) => html`<text x="${at * cell.width}" y="${height + 14}" text-anchor="middle">${powerText(2, exponent)}</text>`);
  const yLabels = labelled(map.conditions.slice(0, -1), 36 / cell.height).map(({ exponent, at }) => html`<text x="-5" y="${height - at * cell.height + 4}" text-anchor="end">${powerText(2, exponent)}</text>`);
  return html`${xLabels}${yLabels}`;
}
