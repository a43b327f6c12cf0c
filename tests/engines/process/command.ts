// The command line of the hostile worker: Node itself, whatever folder it lives in.

import { join } from "node:path";

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** `words`: what it shall do, and a file for the numbers of the processes that it starts. */
export function command(...words: readonly string[]): string {
  return [process.execPath, join(import.meta.dirname, "hostile.mjs"), ...words].map(quoted).join(" ");
}
