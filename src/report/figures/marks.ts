// Regions of a map that have no error to colour, told apart by pattern and letter: never by colour alone.

import { type Html, html } from "../escape-html.ts";

/** The states of a cell; "v" a violation; beyond the contract, "b" over a colour and "o" where there is none. */
export type Mark = "z" | "i" | "n" | "f" | "v" | "b" | "o";

interface MarkStyle {
  readonly letter: string;
  readonly words: string;
  /** Class of what lies under the pattern. */
  readonly under?: string | undefined;
  /** A tile of 8 × 8. */
  readonly tile: Html;
}

const slash = "M-1 1L1 -1M-1 9L9 -1M7 9L9 7";
const backslash = "M-1 7L1 9M-1 -1L9 9M7 -1L9 1";
const beyond = "beyond the contract: nothing is promised";

export const markStyles: Readonly<Record<Mark, MarkStyle>> = {
  z: { letter: "0", words: "silently 0: every output is β", under: "fg-under", tile: html`<circle class="fg-dot" cx="2" cy="2" r="1"></circle><circle class="fg-dot" cx="6" cy="6" r="1"></circle>` },
  i: { letter: "∞", words: "±Inf", under: "fg-under", tile: html`<path class="fg-mark" d="${slash}"></path>` },
  n: { letter: "N", words: "NaN", under: "fg-under", tile: html`<path class="fg-mark" d="${slash}${backslash}"></path>` },
  f: { letter: "F", words: "no outputs: the call failed", under: "fg-under", tile: html`<path class="fg-mark" d="M2 0v8M6 0v8"></path>` },
  v: { letter: "V", words: "violation: error above the tolerance", under: "fg-fill-v", tile: html`<path class="fg-mark fg-light" d="M0 2h8M0 6h8"></path>` },
  b: { letter: "B", words: beyond, under: undefined, tile: html`<path class="fg-mark fg-light" d="${backslash}"></path>` },
  o: { letter: "B", words: beyond, under: "fg-blank", tile: html`<path class="fg-mark fg-faint" d="${backslash}"></path>` },
};

const tileSize = 8;

/** The patterns of some marks, to be referred to as `ID-MARK`. */
export function patterns(id: string, marks: readonly Mark[]): Html {
  return html`<defs>${marks.map((mark) => html`<pattern id="${id}-${mark}" width="${tileSize}" height="${tileSize}" patternUnits="userSpaceOnUse">${markStyles[mark].tile}</pattern>`)}</defs>`;
}

/** A name for the patterns of one figure: those of a figure that is not shown cannot be used by another. */
export function patternId(...names: readonly string[]): string {
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5;
  for (const character of names.join("\n")) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return `fg${(hash >>> 0).toString(36)}`;
}
