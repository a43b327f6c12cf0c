// A map as a small table of numbers, for who does not see it or wants to quote it: bands put together until there are few.

import type { ErrorMap, MapBand } from "../../campaign/maps/maps.ts";
import { type Html, html } from "../escape-html.ts";
import { powerText } from "./axis-text.ts";

const most = { conditions: 6, magnitudes: 7 } as const;
const words: Readonly<Record<string, string>> = { z: "0", i: "±Inf", n: "NaN", f: "failed" };

export function mapTable(map: ErrorMap): Html {
  const columns = groups(map.magnitudes, most.magnitudes);
  const rows = groups(map.conditions, most.conditions);
  const head = columns.map(({ first, last }) => html`<th>${range(map.magnitudes, first, last)}</th>`);
  const lines = rows.map((row) => html`<tr><th>${range(map.conditions, row.first, row.last)}</th>${columns.map((column) => html`<td>${cell(map, row, column)}</td>`)}</tr>`);
  return html`<details><summary>the map as a table</summary><div class="scroll"><table class="margins"><caption class="soft">largest error in ulps, of all rows with κ (down) and |x| (across) in these ranges</caption><thead><tr><th>κ \\ |x|</th>${head}</tr></thead><tbody>${lines}</tbody></table></div></details>`;
}

interface Group {
  readonly first: number;
  readonly last: number;
}

function groups(bands: readonly MapBand[], count: number): Group[] {
  const size = Math.ceil(bands.length / count);
  return Array.from({ length: Math.ceil(bands.length / size) }, (_, i) => ({ first: i * size, last: Math.min((i + 1) * size, bands.length) - 1 }));
}

/** "2⁻⁸ … 2⁴" */
function range(bands: readonly MapBand[], first: number, last: number): string {
  const end = bands[last]!.last;
  const begin = powerText(2, bands[first]!.first);
  return end === undefined ? `from ${begin}` : `${begin} … ${powerText(2, end + 1)}`;
}

/** The worst of the cells: the last state of the order, or the largest error. */
function cell({ states, ulps }: ErrorMap, row: Group, column: Group): string {
  let state = " ";
  let worst = 0;
  for (let condition = row.first; condition <= row.last; condition++) {
    for (let magnitude = column.first; magnitude <= column.last; magnitude++) {
      const own = states[condition]![magnitude]!;
      if (" .zinf".indexOf(own) > " .zinf".indexOf(state)) state = own;
      worst = Math.max(worst, ulps[condition]![magnitude] ?? 0);
    }
  }
  if (state === " ") return "";
  return words[state] ?? (worst < 1e4 ? String(worst) : worst.toExponential(1).replace("e+", "e"));
}
