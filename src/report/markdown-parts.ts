// The parts that Markdown for GitHub is made of here, safe for whatever text others wrote: inline code, fences, details, and a whole that
// keeps to a size.

import { escapeHtml } from "./escape-html.ts";
import { plainText } from "./plain-text.ts";

/** Inline code: HTML with every character that Markdown knows as an entity, since a code span cannot hold backticks or pipes safely. */
export function code(text: string): string {
  return text === "" ? "" : `<code>${entities(text)}</code>`;
}

function entities(text: string): string {
  return escapeHtml(plainText(text)).replace(/[|\\*_[\]~@#:]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What opens when its title is clicked. */
export function details(title: string, body: string): string {
  return `<details><summary><code>${entities(title)}</code></summary>\n\n${body}\n\n</details>`;
}

/** A fence longer than any run of backticks inside. */
export function fence(text: string, language = ""): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}

/** Those that are not empty, a blank line between them. */
export function sections(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The same in at most so many bytes: parts that no longer fit are left out whole, and a sentence says how many. A function, whose text is not empty, is only asked while there is room. */
export function within(parts: readonly (string | (() => string))[], bytesMax: number, sentence: (left: number) => string): string {
  const present = parts.filter((part) => part !== "");
  // Room for the sentence, whatever number it says.
  const room = bytesMax - bytesOf(sentence(present.length)) - 16;
  const kept: string[] = [];
  let bytes = 0;
  for (const one of present) {
    const part = typeof one === "string" ? one : one();
    bytes += bytesOf(part) + 2;
    if (bytes > room) break;
    kept.push(part);
  }
  const left = present.length - kept.length;
  return sections(left === 0 ? kept : [...kept, sentence(left)]);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
