// What the command's exit code says. Documented in the README; scripts rely on it.

export const exitCodes = {
  /** Every implementation passed, or failed only where open regression fixtures say it does (profiles pr and nightly). */
  pass: 0,
  /** A violation, or a regression fixture that did not do what its status says. */
  violation: 1,
  /** Wrong usage, a file that cannot be read or written, an engine that is not there. */
  usage: 2,
  /** Stopped before the fewest batches that make a verdict. */
  interrupted: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
