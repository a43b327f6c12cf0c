// Why a module did not load, in one line with the place: Node and esbuild each say it elsewhere, and Node says nothing of the line where
// a module of its own kind (ESM) does not parse.

import { spawnSync } from "node:child_process";
import { basename, resolve } from "node:path";
import { thrown } from "../contract/received.ts";

/** One line that begins with the path, for example `kernel.ts: cannot be loaded: line 3: SyntaxError: Expected identifier but found "="`. */
export function loadFailure(error: unknown, path: string): string {
  const [place, text] = whatHappened(error, path);
  const fix = text.includes('"cjs" output format') ? ': rename it to .mts, or put "type": "module" in its package.json' : "";
  return `${path}: cannot be loaded: ${place}${text}${fix}`;
}

function whatHappened(error: unknown, path: string): [place: string, text: string] {
  if (!(error instanceof Error)) return ["", `it threw ${thrown(error)}`];
  const lines = error.message.split("\n");
  // esbuild: "Transform failed with 1 error:", then "<path>:<line>:<column>: ERROR: <text>".
  const esbuild = /^(.*):(\d+):\d+: ERROR: (.*)$/.exec(lines[1] ?? "");
  if (esbuild) return [placeOf(esbuild[1], esbuild[2], path), `SyntaxError: ${esbuild[3]}`];
  const text = `${error.name}: ${lines[0]}`;
  return [error instanceof SyntaxError ? syntaxPlace(error, path) : "", text];
}

function syntaxPlace(error: SyntaxError, path: string): string {
  const stack = error.stack ?? "";
  const checked = startsWithPlace.test(stack) ? stack : checkedByNode(path, error.message);
  const found = startsWithPlace.exec(checked);
  return found ? placeOf(found[1], found[2], path) : "";
}

const startsWithPlace = /^(?:file:\/\/)?(.+):(\d+)\n/;

/** What `node --check` prints, if it finds the same error. */
function checkedByNode(path: string, message: string): string {
  const { stderr } = spawnSync(process.execPath, ["--check", resolve(path)], { encoding: "utf8", timeout: 10_000 });
  return stderr?.includes(message) ? stderr : "";
}

function placeOf(file: string, line: string, path: string): string {
  return basename(file) === basename(path) ? `line ${line}: ` : `${file}:${line}: `;
}
