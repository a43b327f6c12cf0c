// A command line to words, without a shell: nothing in it is expanded or run. Quotes are respected; what only a shell could do is refused, so
// that nobody believes it was done.

import { PluginError } from "../../contract/plugin-error.ts";

/** What a shell would act on outside quotes. */
const shellOnly = /[|&;<>`$]/;

/**
 * The words of a command line. Spaces separate; '…' is literal; within "…" a backslash keeps the next ", \, $ or `; elsewhere a backslash keeps
 * the next character (not on Windows, where paths hold them). Throws a PluginError that names the place and the fix.
 */
export function splitCommandLine(line: string, platform: NodeJS.Platform = process.platform): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: { readonly mark: string; readonly at: number } | undefined;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (quote !== undefined) {
      if (c === quote.mark) quote = undefined;
      else if (quote.mark === '"' && c === "\\" && /["\\$`]/.test(line[i + 1] ?? "")) word += line[++i]!;
      else if (quote.mark === '"' && /[$`]/.test(c)) throw unread(line, c, i);
      else word += c;
    } else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (c === "'" || c === '"') {
      quote = { mark: c, at: i };
      word ??= "";
    } else if (c === "\\" && platform !== "win32") {
      if (i + 1 === line.length) throw new PluginError(`--exec: ${shown(line)} ends in a backslash: write \\\\ for one, or quote the word`);
      word = (word ?? "") + line[++i]!;
    } else if (shellOnly.test(c)) {
      throw unread(line, c, i);
    } else word = (word ?? "") + c;
  }
  if (quote !== undefined) throw new PluginError(`--exec: ${shown(line)} has a ${quote.mark} at character ${quote.at + 1} that is never closed`);
  if (word !== undefined) words.push(word);
  if (words.length === 0 || words[0] === "") throw new PluginError(`--exec: ${shown(line)} names no program: write for example --exec "python3 my_kernel.py"`);
  return words;
}

function unread(line: string, c: string, i: number): PluginError {
  return new PluginError(`--exec: ${shown(line)} has ${c} at character ${i + 1}, and no shell reads it: write it as '${c}' to pass it on, or put the line into a script`);
}

function shown(line: string): string {
  return JSON.stringify(line);
}
