// Text that others wrote (ids, messages of kernels, paths) made harmless for a terminal: an escape sequence in an error message must
// not recolour the screen, move the cursor or reorder what is read.

// C0 and C1 controls, line and paragraph separators, and the marks that change the direction of text (Unicode UAX #9, §2).
const hostile = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/** The same without a place to go on from: most texts have none of them. */
const anyHostile = new RegExp(hostile.source);

/** The text on one line, controls written as escapes: ESC is "\x1b". */
export function plainText(text: string): string {
  if (!anyHostile.test(text)) return text;
  return text.replace(hostile, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
