// The command's world for tests: what it writes is kept, nothing is a terminal.

import { runCli } from "../../src/cli/program.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process. */
export async function run(words: readonly string[], options: { readonly env?: Record<string, string>; readonly signal?: AbortSignal } = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await runCli(words, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: options.env ?? {},
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, out, err };
}
