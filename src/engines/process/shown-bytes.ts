// Bytes that nobody asked for, in a message: what is text stays readable, everything else becomes escapes, so that a terminal is not told what to do.

const bytesMax = 80;

/** C0 and C1 controls, quotes and backslashes, and the marks that change the direction of text (Unicode UAX #9, §2). */
const escaped = /["\\\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** In quotes, on one line: "loading \xff…". */
export function shownBytes(bytes: Uint8Array, lengthMax = bytesMax): string {
  const shown = bytes.subarray(0, lengthMax);
  // As a stream: the last character may be cut.
  const text = new TextDecoder().decode(shown, { stream: true });
  const readable = text.includes("\ufffd") ? Buffer.from(shown).toString("latin1").replace(/[\u00a0-\u00ff]/g, hex) : text;
  return `"${readable.replace(escaped, escape)}${bytes.length > lengthMax ? "…" : ""}"`;
}

function escape(character: string): string {
  if (character === "\n") return "\\n";
  if (character === '"' || character === "\\") return `\\${character}`;
  return hex(character);
}

function hex(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
