// HTML from a template in which every value is escaped unless it is HTML already: forgetting to escape is not possible. Text of others
// loses its control characters and direction marks on the way, as it does in a terminal.

import { plainText } from "./plain-text.ts";

/** Text that is HTML. Only made by `html` and `preformatted`. */
export interface Html {
  readonly html: string;
}

type Single = string | number | Html | undefined;

export type HtmlValue = Single | readonly HtmlValue[];

/** A template tag: values are escaped, Html values are not, lists are joined, undefined is nothing. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  // Joined, not added up: what is added up is written out last of all, and until then every piece of a large page is kept and moved about.
  const pieces = [parts[0]!];
  for (let i = 0; i < values.length; i++) {
    collect(values[i], pieces);
    pieces.push(parts[i + 1]!);
  }
  return { html: pieces.join("") };
}

function collect(value: HtmlValue, pieces: string[]): void {
  if (Array.isArray(value)) for (const one of value as readonly HtmlValue[]) collect(one, pieces);
  else pieces.push(markup(value as Single));
}

// What has to be escaped or written out, in one line and in several. Most texts of a page have none of it, and a page of hundreds of implementations
// has a million of them.
const telling = /[&<>"'`\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const tellingInLines = new RegExp(telling.source.replace("\\u0000-\\u001f", "\\u0000-\\u0009\\u000b-\\u001f"));

/** Text of several lines for a <pre>: escaped, and nothing left in it that acts but the ends of lines. */
export function preformatted(text: string): Html {
  return { html: tellingInLines.test(text) ? text.split("\n").map(markup).join("\n") : text };
}

function markup(value: Single): string {
  if (typeof value === "string") return telling.test(value) ? escapeHtml(plainText(value)) : value;
  if (value === undefined) return "";
  return typeof value === "number" ? String(value) : value.html;
}

/** Text as HTML, for elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
