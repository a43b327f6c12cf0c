// Whether what is committed is what the experiments give: the first line that differs, for people to see which claim has changed.

import type { Files } from "./document.ts";

/** What `--check` says; empty when everything is as it should be. `read` gives undefined where there is no such file. */
export function staleLines(files: Files, read: (file: string) => string | undefined): readonly string[] {
  return [...files].flatMap(([file, expected]) => {
    const found = read(file);
    if (found === expected) return [];
    const remedy = "run `npm run claims` and commit what it writes";
    if (found === undefined) return [`${file} is missing: ${remedy}`];
    const [committed, given] = [found.split("\n"), expected.split("\n")];
    const line = given.findIndex((text, i) => text !== committed[i]);
    const at = line < 0 ? given.length : line;
    return [`${file} is stale from line ${at + 1} on: ${remedy}\n  committed  ${cut(committed[at])}\n  now        ${cut(given[at])}`];
  });
}

function cut(line: string | undefined): string {
  if (line === undefined) return "(the end of the file)";
  return line.length > 400 ? `${line.slice(0, 400)} …` : line;
}
