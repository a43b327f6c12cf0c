// All figures of one implementation, with what they show in words: for its part of the page.

import { type Html, html } from "../escape-html.ts";
import type { ImplementationResult } from "../model.ts";
import { plainText } from "../plain-text.ts";
import { errorAgainstConditionSvg, errorAgainstLengthSvg, lengthSentence } from "./error-curves.ts";
import { errorMapSvg } from "./error-map.ts";
import { mapTable } from "./map-table.ts";
import { growthSentence, mapFinding } from "./map-words.ts";

/** Undefined for a result without maps. The page needs `figureStyle` once. */
export function implementationFigures({ implementation, maps }: ImplementationResult): Html | undefined {
  if (maps === undefined) return undefined;
  const name = { implementation: plainText(implementation) };
  const { map, againstCondition, againstLength } = maps;
  const [error, share] = [mapFinding(map, "ulps"), mapFinding(map, "margin")];
  return html`<div class="figures">
<figure><figcaption><strong>Error</strong> over |x| and κ. ${error}.</figcaption>${errorMapSvg(maps, { ...name, view: "ulps", finding: error })}${mapTable(map)}</figure>
<figure><figcaption><strong>Error ÷ tolerance</strong> over |x| and κ. ${share}.</figcaption>${errorMapSvg(maps, { ...name, view: "margin", finding: share })}</figure>
<figure><figcaption>${growthSentence(againstCondition)}.</figcaption>${errorAgainstConditionSvg(maps, name)}</figure>
${againstLength.length > 1 ? html`<figure><figcaption>${lengthSentence(againstLength)}.</figcaption>${errorAgainstLengthSvg(maps, name)}</figure>` : undefined}
</div>`;
}
