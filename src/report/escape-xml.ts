// Text that may stand in XML 1.0, in elements and in quoted attributes: the characters that XML has no place for, not even as references
// (XML 1.0, §2.2), are written as people would read them.

import { plainText } from "./plain-text.ts";

const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** One line: controls and line ends become visible escapes. */
export function escapeXml(text: string): string {
  return plainText(text)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => named[character]!);
}

/** Several lines, as they are. */
export function escapeXmlLines(text: string): string {
  return text.split("\n").map(escapeXml).join("\n");
}
