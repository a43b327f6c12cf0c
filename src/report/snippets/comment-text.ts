// Names that others wrote, as the text of a comment in any language: nothing in it ends the comment, continues it on the next line or begins
// another one.

import { plainText } from "../plain-text.ts";

const longest = 160;

/** One line without backslashes (which continue a line in C, also as the trigraph ??/), ends of comments, or controls. */
export function commentText(text: string): string {
  return plainText(text.slice(0, longest)).replaceAll("\\", "/").replaceAll("??", "? ?").replaceAll("*/", "* /").replaceAll("/*", "/ *").trim();
}
