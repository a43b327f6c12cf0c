// What people see while a proof goes on: how far it is, how fast, how long it will take; one line that changes on a terminal, a line
// every ten seconds elsewhere.

import type { ProofProgress } from "../campaign/prove/prove.ts";
import type { Io } from "./io.ts";

const redrawTerminal = 200;
const redrawFile = 10_000;

export interface ProofDisplay {
  update(progress: ProofProgress): void;
  end(): void;
}

/** Writes to stderr, so that stdout holds the result alone. */
export function proofProgress({ stderr }: Io): ProofDisplay {
  let drawn = Date.now();
  return {
    update(progress) {
      const now = Date.now();
      if (now - drawn < (stderr.isTTY ? redrawTerminal : redrawFile)) return;
      drawn = now;
      const line = lineOf(progress);
      stderr.write(stderr.isTTY ? `\r\x1b[K${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
    },
    end() {
      if (stderr.isTTY) stderr.write("\r\x1b[K");
    },
  };
}

function lineOf({ task, rows, violated, rowsNow, seconds }: ProofProgress): string {
  const rate = rowsNow / Math.max(seconds, 0.001);
  const percent = ((100 * rows) / task.rows).toFixed(1);
  return `${percent} % of ${task.rows.toLocaleString("en-US")} rows · ${(rate / 1e6).toFixed(1)} million/s · ${duration((task.rows - rows) / rate)} left · ${violated.toLocaleString("en-US")} violated`;
}

/** "40 s", "7 min", "3 h", "12 days": what a person plans with. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400).toLocaleString("en-US")} days`;
}
