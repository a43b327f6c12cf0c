// What people see while a run goes on: on a terminal one line that changes (what runs, how far, how fast, what is closest to its tolerance,
// how long it will take), elsewhere a line for each implementation that has finished and one every ten seconds.

import type { ImplementationResult } from "../campaign/result.ts";
import type { Progress } from "../campaign/supervise.ts";
import type { Tally } from "../campaign/tally.ts";
import { counted } from "../report/counted.ts";
import { marginText } from "../report/margin.ts";
import { plainText } from "../report/plain-text.ts";
import type { Io } from "./io.ts";
import { duration } from "./proof-progress.ts";

export interface ProgressDisplay {
  update(progress: Progress): void;
  finish(result: ImplementationResult): void;
  end(): void;
}

export interface ProgressOptions {
  /** How many targets there are, and how many of them run at a time. */
  readonly total: number;
  readonly lanes: number;
  /** Batches of one implementation, and the seconds after which it ends all the same. */
  readonly batches: number;
  readonly seconds: number;
  /** Milliseconds, for tests. */
  readonly now?: () => number;
}

/** Milliseconds between two redraws of a terminal's line, and between two lines elsewhere. */
const redrawTerminal = 100;
const redrawFile = 10_000;
/** Of a run, what shrinking, fixtures and loading take besides the search: only an estimate. */
const overhead = 1.1;

/** Writes to stderr, so that stdout holds the report alone. */
export function progressDisplay({ stderr }: Io, options: ProgressOptions): ProgressDisplay {
  const now = options.now ?? Date.now;
  const begun = now();
  const running = new Map<string, Progress>();
  const took: number[] = [];
  let drawn = begun;
  const clear = () => stderr.isTTY && stderr.write("\r\x1b[K");
  const line = () => progressLine([...running.values()], took, { ...options, passed: (now() - begun) / 1000 });
  return {
    update(progress) {
      running.set(progress.implementation, progress);
      if (now() - drawn < (stderr.isTTY ? redrawTerminal : redrawFile)) return;
      drawn = now();
      stderr.write(stderr.isTTY ? `\r\x1b[K${clipped(line(), (stderr.columns ?? 80) - 1)}` : `${line()}\n`);
    },
    finish(result) {
      running.delete(result.implementation);
      took.push(result.seconds);
      clear();
      // A module may hold several implementations.
      const all = Math.max(options.total, took.length);
      stderr.write(`${String(took.length).padStart(String(all).length)}/${all} ${plainText(finishedLine(result))}\n`);
    },
    end() {
      clear();
    },
  };
}

/** "one-pass: fail, 3 properties violated, 8,412 rows in 7.9 s". */
function finishedLine({ implementation, verdict, unavailable, properties, rows, seconds }: ImplementationResult): string {
  if (unavailable) return `${implementation}: not installed`;
  const violated = properties.filter(({ status }) => status === "fail").length;
  const known = properties.filter(({ status }) => status === "known").length;
  const found = [...(violated > 0 ? [`${counted(violated, "property", "properties")} violated`] : []), ...(known > 0 ? [`${known} known`] : [])];
  return [`${implementation}: ${verdict}`, ...found, `${counted(rows, "row")} in ${seconds.toFixed(1)} s`].join(", ");
}

/** "3/17 · 40 s left · fp32 6,214 rows, 1,203/s, closest 0.81 oracle-agreement · …" */
function progressLine(running: readonly Progress[], took: readonly number[], { total, passed, ...limits }: ProgressOptions & { readonly passed: number }): string {
  const left = secondsLeft(running, took, { total, ...limits });
  // Nothing is known about the time before a few batches have been tried.
  const time = passed < 1 || left === undefined ? [] : [`about ${duration(left)} left`];
  return [`${took.length}/${Math.max(total, took.length)}`, ...time, ...running.map(runningText)].join(" · ");
}

function runningText({ implementation, tally, seconds }: Progress): string {
  const rate = Math.round(tally.rows / Math.max(seconds, 0.001));
  return plainText(`${implementation} ${counted(tally.rows, "row")}, ${rate.toLocaleString("en-US")}/s, ${closest(tally)}`);
}

/** The property that is nearest to its tolerance, or how many are beyond it. */
function closest({ properties }: Tally): string {
  const violated = [...properties.values()].filter(({ violations }) => violations > 0).length;
  if (violated > 0) return `${counted(violated, "property", "properties")} violated`;
  let worst = "";
  let margin = 0;
  for (const [id, own] of properties) if (own.margin > margin) [worst, margin] = [id, own.margin];
  return worst === "" ? "every margin 0" : `closest ${marginText(margin)} ${worst}`;
}

/** What those that run still need, and the others as much as those that have finished did, shared by the lanes; undefined before anything is known. */
function secondsLeft(running: readonly Progress[], took: readonly number[], { total, lanes, batches, seconds }: Omit<ProgressOptions, "now">): number | undefined {
  const wholes = running.filter(({ tally }) => tally.batches > 0).map(({ tally, seconds: passed }) => ({ passed, whole: Math.min(seconds, (passed * batches) / tally.batches) * overhead }));
  const known = [...took, ...wholes.map(({ whole }) => whole)];
  if (known.length === 0) return undefined;
  const usual = known.reduce((sum, one) => sum + one, 0) / known.length;
  const remaining = wholes.map(({ passed, whole }) => Math.max(0, whole - passed));
  const waiting = Math.max(0, total - took.length - running.length);
  const work = remaining.reduce((sum, one) => sum + one, 0) + waiting * usual;
  return Math.max(work / Math.max(1, Math.min(lanes, waiting + running.length)), ...remaining, 0);
}

function clipped(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
