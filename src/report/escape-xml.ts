// Text that may stand in XML 1.0, in elements and in quoted attributes: the characters that XML has no place for, not even as references
// (XML 1.0, §2.2), are written as people would read them.

import { plainText } from "./plain-text.ts";

const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** What has to be written otherwise: most texts of a large report have none of it. */
const telling = /[&<>"'\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]/;

/** One line: controls and line ends become visible escapes. */
export function escapeXml(text: string): string {
  if (!telling.test(text)) return text;
  return plainText(text)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => named[character]!);
}

/** Several lines, as they are. */
export function escapeXmlLines(text: string): string {
  return text.split("\n").map(escapeXml).join("\n");
}
