// A comparison in one sentence: for its last line in a terminal, its first in Markdown.

import { counted } from "../counted.ts";
import type { Comparison } from "./comparison.ts";

/** "2 worse · 1 fixed · verdicts of 408 of 410 properties as before". */
export function comparisonSentence({ sections, compared, same, worse }: Comparison): string {
  const number = (tone: "worse" | "better") => sections.filter((one) => one.tone === tone).reduce((sum, { changes }) => sum + changes.length, 0);
  const better = number("better");
  const parts = [
    worse ? `${counted(number("worse"), "change")} for the worse` : "nothing newly violated",
    ...(better > 0 ? [`${better} fixed`] : []),
    `${same.toLocaleString("en-US")} of ${counted(compared, "verdict")} as before`,
  ];
  return parts.join(" · ");
}
