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
  return { html: parts.reduce((text, part, i) => text + markup(values[i - 1]) + part) };
}

/** Text of several lines for a <pre>: escaped, and nothing left in it that acts but the ends of lines. */
export function preformatted(text: string): Html {
  return { html: text.split("\n").map((line) => escapeHtml(plainText(line))).join("\n") };
}

function markup(value: HtmlValue): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeHtml(plainText(value));
  return "html" in value ? value.html : value.map(markup).join("");
}

/** Text as HTML, for elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
