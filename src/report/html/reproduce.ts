// A counterexample in the languages that people have at hand: the command that replays it, a test, numpy, C, one line of bits. All of it can
// be read without a script; the buttons only copy.

import type { ExampleJson } from "../../findings/example-json.ts";
import type { Format } from "../../formats/format.ts";
import { type Html, html, preformatted } from "../escape-html.ts";
import type { Economy } from "./economy.ts";
import { plainText } from "../plain-text.ts";
import { cArray } from "../snippets/c-array.ts";
import { hexBits } from "../snippets/hex-bits.ts";
import { numpyScript } from "../snippets/numpy-script.ts";
import { vitestTest } from "../snippets/vitest-test.ts";

export interface Reproduction {
  /** Fragment of the card. */
  readonly anchor: string;
  readonly implementation: string;
  readonly property: string;
  readonly storage: Format;
  readonly replay?: string | undefined;
  readonly economy?: Economy | undefined;
}

interface Snippet {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** A row of buttons, and what they copy. */
export function reproduce(example: ExampleJson, of: Reproduction): Html {
  const all = snippets(example, of);
  if (all.length === 0) return html``;
  const target = ({ id }: Snippet) => `${of.anchor}.${id}`;
  return html`<div class="copies js" role="group" aria-label="Copy"><span class="soft">Copy</span>${all.map((one) => html`<button type="button" data-copy="${target(one)}">${one.name}</button>`)}</div>
<details class="snippets"><summary>Reproduce it: ${all.map(({ name }) => name).join(", ")}</summary>
${all.map((one) => html`<p class="name">${one.name}</p><pre tabindex="0" id="${target(one)}">${preformatted(one.text)}</pre>
`)}</details>`;
}

function snippets(example: ExampleJson, { implementation, property, storage, replay, economy }: Reproduction): Snippet[] {
  const subject = { implementation, property, storage };
  const command = replay === undefined ? [] : [{ id: "replay", name: "replay command", text: plainText(replay) }];
  // Bits stand below, and the other forms with the simplest row of the cause.
  if (economy?.isDrawn === false) return command;
  // The others carry out the forward pass.
  if (example.dy !== undefined) return [...command, { id: "hex", name: "hex bits", text: hexBits(example, subject) }];
  return [
    ...command,
    { id: "ts", name: "TypeScript test", text: vitestTest(example, subject) },
    { id: "py", name: "Python", text: numpyScript(example, subject) },
    { id: "c", name: "C array", text: cArray(example, subject) },
    { id: "hex", name: "hex bits", text: hexBits(example, subject) },
  ];
}
