// HTML from a template in which every value is escaped unless it is HTML already: forgetting to escape is not possible. Text of others
// loses its control characters and direction marks on the way, as it does in a terminal.

import { plainText } from "./plain-text.ts";

/** Text that is HTML. Only made by `html` and `preformatted`. */
export interface Html {
  readonly html: string;
}

export type HtmlValue = string | number | Html | readonly HtmlValue[] | undefined;

/** A template tag: values are escaped, Html values are not, lists are joined, undefined is nothing. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0]!;
  for (let i = 0; i < values.length; i++) text += markup(values[i]) + parts[i + 1]!;
  // A text that was added up is a tree of its pieces until somebody reads it: of a large page all pieces would be kept, and moved about, to the end.
  if (text.length > cardMin && text.length < cardMax) text.charCodeAt(0);
  return { html: text };
}

/** Characters of a card: smaller texts are pieces of it, and larger ones are made of such as are read already. */
const [cardMin, cardMax] = [4000, 60_000];

// What has to be escaped or written out, in one line and in several. Most texts of a page have none of it, and a page of hundreds of implementations
// has a million of them.
const telling = /[&<>"'`\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const tellingInLines = new RegExp(telling.source.replace("\\u0000-\\u001f", "\\u0000-\\u0009\\u000b-\\u001f"));

/** Text of several lines for a <pre>: escaped, and nothing left in it that acts but the ends of lines. */
export function preformatted(text: string): Html {
  return { html: tellingInLines.test(text) ? text.split("\n").map(markup).join("\n") : text };
}

function markup(value: HtmlValue): string {
  if (typeof value === "string") return telling.test(value) ? escapeHtml(plainText(value)) : value;
  if (typeof value === "number") return String(value);
  if (value === undefined) return "";
  if ("html" in value) return value.html;
  let text = "";
  for (const one of value) text += markup(one);
  return text;
}

/** Text as HTML, for elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
