// The part of the HTML report that says what the run could not have missed: for each contract a table over n and κ, and its curves.

import { roundedUp } from "../../bounds/rounded-up.ts";
import { type Html, html } from "../escape-html.ts";
import { type LogLogLine, logLogSvg } from "../figures/log-log.ts";
import type { ImplementationResult, Sensitivity } from "../model.ts";
import { plainText } from "../plain-text.ts";

/** Implementations of one contract share an entry; undefined where no result says anything. */
export function sensitivities(results: readonly ImplementationResult[]): Html | undefined {
  const groups = new Map<string, { readonly result: ImplementationResult; readonly sensitivity: Sensitivity; readonly names: string[] }>();
  for (const result of results) {
    const { contract, sensitivity } = result;
    if (contract === undefined || sensitivity === undefined || sensitivity.lengths.length === 0) continue;
    const key = JSON.stringify([contract, sensitivity]);
    const group = groups.get(key);
    if (group) group.names.push(result.implementation);
    else groups.set(key, { result, sensitivity, names: [result.implementation] });
  }
  if (groups.size === 0) return undefined;
  return html`<h2 id="sensitivity">What the run is sure to catch</h2>
<p class="soft">The smallest error of any one output that is a violation, whatever the last rounding does: from the bounds of the contract, in ulps (the spacing of the storage format just above 1) relative to max(|x̂|, 1). Empty: nothing is promised there, or the format holds no such rows.</p>
${[...groups.values()].map(({ result, sensitivity, names }) => entry(result, sensitivity, names))}`;
}

function entry({ contract }: ImplementationResult, sensitivity: Sensitivity, names: readonly string[]): Html {
  const { storage, accumulator, algorithm, summation, output } = contract!;
  const order = typeof summation === "string" ? summation : `height ${summation.height}`;
  return html`<details><summary>${names.map(plainText).join(", ")}: <strong>${headline(sensitivity)}</strong> <span class="soft">${plainText(`${storage}, ${algorithm} in ${accumulator}; summation ${order}, output ${output}`)}</span></summary>
${table(sensitivity)}
${{ html: curves(sensitivity, storage) }}</details>
`;
}

/** "110 ulp at n = 8, κ = 1", or where the table begins when it has no such row. */
function headline({ lengths, conditionNumbers, ulps }: Sensitivity): string {
  const row = Math.max(0, lengths.indexOf(8));
  const value = ulps[row][0];
  return value === null ? "nothing is promised" : `${ulpsText(value)} ulp at n = ${lengths[row]}, κ = ${conditionNumbers[0]}`;
}

function table({ lengths, conditionNumbers, ulps }: Sensitivity): Html {
  // Columns at the end in which no row has anything are left out.
  const columns = conditionNumbers.filter((_, k) => ulps.some((row) => row[k] !== null));
  const rows = lengths.map((n, i) => html`<tr><th>n = ${n}</th>${columns.map((value) => html`<td>${ulpsText(ulps[i][conditionNumbers.indexOf(value)])}</td>`)}</tr>`);
  return html`<div class="scroll"><table class="margins"><thead><tr><th>ulps</th>${columns.map((value) => html`<th>κ = ${value < 1000 ? value : value.toExponential(0).replace("e+", "e")}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function curves({ lengths, conditionNumbers, ulps }: Sensitivity, title: string): string {
  const lines = lengths.map((n, i): LogLogLine => ({ label: String(n), points: conditionNumbers.flatMap((x, k) => (ulps[i][k] === null ? [] : [{ x, y: ulps[i][k] }])) }));
  return logLogSvg({
    title: "What is sure to be caught",
    description: "The smallest error that is always caught, in ulps, over the condition number κ",
    xLabel: "κ",
    yLabel: "ulp",
    panels: [{ title: plainText(title), subtitle: "one line for each n", lines: lines.filter(({ points }) => points.length > 0) }],
    columns: 1,
  });
}

function ulpsText(value: number | null): string {
  if (value === null) return "";
  const rounded = roundedUp(value, 2);
  return rounded < 10 ? rounded.toFixed(1) : rounded < 1e4 ? String(rounded) : rounded.toExponential(1).replace("e+", "e");
}
