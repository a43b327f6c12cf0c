// The outside world as the command sees it, so that tests can give it another.

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by ^C. */
  readonly signal: AbortSignal;
}

/** Columns to write for: the terminal's, or COLUMNS, or 120 where the output is a file. */
export function widthOf({ stdout, env }: Io): number {
  return stdout.columns ?? (Number(env.COLUMNS) || 120);
}

/** Colours for terminals; NO_COLOR and FORCE_COLOR decide before that (no-color.org, force-color.org). */
export function colourOf({ stdout, env }: Io): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return stdout.isTTY === true;
}
