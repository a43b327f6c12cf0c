// How a process ended, in words that follow "forward".

import type { LossKind } from "../../contract/call-lost.ts";
import { shownBytes } from "./shown-bytes.ts";

export interface Ending {
  readonly kind: LossKind;
  readonly how: string;
  /** By a signal that somebody else sent. */
  readonly fromOutside?: boolean;
  /** The error of the system where it could not be started: "ENOENT". */
  readonly code?: string | undefined;
}

const meanings: Readonly<Record<string, string>> = {
  SIGSEGV: "segmentation fault: it used memory that is not its own",
  SIGBUS: "bus error: it used memory that is not there",
  SIGFPE: "arithmetic exception, such as an integer divided by zero",
  SIGILL: "illegal instruction: perhaps compiled for another processor",
  SIGABRT: "abort: an assertion, or a heap that was damaged",
  SIGKILL: "killed from outside, perhaps because the machine ran out of memory",
};

/** Nobody's own mistake sends these. */
const fromOutside: ReadonlySet<string> = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGSTOP"]);

/** A shell that runs the kernel ends with 128 + the number of the signal that ended it. */
const signalNumbers: Readonly<Record<number, string>> = { 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV" };

export function describeEnding(code: number | null, signal: string | null): Ending {
  if (signal !== null) return { kind: "crash", how: `crashed: ${signal}${meanings[signal] ? ` (${meanings[signal]})` : ""}`, fromOutside: fromOutside.has(signal) };
  const hidden = signalNumbers[(code ?? 0) - 128];
  return { kind: "crash", how: `ended the program (exit code ${code}${hidden ? `: a shell's word for ${hidden}` : ""})` };
}

/** The last lines that a program wrote to standard error, for a message; empty when it wrote none. */
export function lastWords(bytes: Buffer): string {
  const lines = bytes
    .toString("utf8")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  const last = lines.slice(-linesMax).map((line) => shownBytes(Buffer.from(line), lineLengthMax));
  return last.length === 0 ? "" : `; standard error ends with ${last.join(" ")}`;
}

const linesMax = 3;
const lineLengthMax = 200;
