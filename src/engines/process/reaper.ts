// A program of its own that outlives us by a moment: it is told which processes are ours, and when its standard input ends, because we were
// killed, left or lost the thread that started them, it kills those that are left.

import { createInterface } from "node:readline";
import { killTree } from "./process-tree.ts";

const alive = new Map<number, string>();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

// Lines "+ PID MARK" and "- PID".
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [sign, pid, mark = ""] = line.split(" ");
    if (sign === "+") alive.set(Number(pid), mark);
    else alive.delete(Number(pid));
  })
  .on("close", () => {
    for (const [pid, mark] of alive) killTree(pid, mark);
    process.exit(0);
  });
