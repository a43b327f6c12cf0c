// Bytes that nobody asked for, in a message: what is text stays readable, everything else becomes escapes.

const bytesMax = 80;

/** In quotes, on one line: "loading \xff…". */
export function shownBytes(bytes: Uint8Array): string {
  const text = Array.from(bytes.subarray(0, bytesMax), (byte) => {
    if (byte === 0x0a) return "\\n";
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");
  return `"${text}${bytes.length > bytesMax ? "…" : ""}"`;
}
