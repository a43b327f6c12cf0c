// What people see while a run goes on: one line that changes on a terminal, nothing but finished implementations elsewhere.

import type { ImplementationResult } from "../campaign/result.ts";
import type { Progress } from "../campaign/supervise.ts";
import type { Io } from "./io.ts";

export interface ProgressDisplay {
  update(progress: Progress): void;
  finish(result: ImplementationResult): void;
  end(): void;
}

/** Milliseconds between two redraws. */
const redraw = 100;

/** Writes to stderr, so that stdout holds the report alone. */
export function progressDisplay({ stderr }: Io, total: number): ProgressDisplay {
  const running = new Map<string, Progress>();
  let finished = 0;
  let drawn = 0;
  const clear = () => stderr.isTTY && stderr.write("\r\x1b[K");
  return {
    update(progress) {
      running.set(progress.implementation, progress);
      const now = Date.now();
      if (!stderr.isTTY || now - drawn < redraw) return;
      drawn = now;
      const lines = [...running.values()].map(lineOf).join(" · ");
      stderr.write(`\r\x1b[K${`${finished}/${total} · ${lines}`.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    finish({ implementation, verdict, rows, seconds }) {
      running.delete(implementation);
      finished++;
      clear();
      // A module may hold several implementations.
      const all = Math.max(total, finished);
      stderr.write(`${String(finished).padStart(String(all).length)}/${all} ${implementation}: ${verdict}, ${rows} rows in ${seconds.toFixed(1)} s\n`);
    },
    end() {
      clear();
    },
  };
}

function lineOf({ implementation, tally, seconds }: Progress): string {
  const violated = [...tally.properties.values()].filter(({ violations }) => violations > 0).length;
  const margins = [...tally.properties.values()].map(({ margin }) => margin).filter((margin) => margin <= 1);
  const worst = Math.max(0, ...margins).toFixed(2);
  const rate = Math.round(tally.rows / Math.max(seconds, 0.001));
  return `${implementation} ${tally.rows} rows, ${rate}/s, ${violated > 0 ? `${violated} violated` : `worst margin ${worst}`}`;
}
