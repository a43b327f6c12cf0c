// The end of a process and of everything that it started. A kernel may start others, and they may leave its process group: every process of ours
// inherits a mark in its environment, and on Linux whoever carries it is found.

import { readdirSync, readFileSync } from "node:fs";

/** The variable that holds the mark. */
export const markVariable = "NORMFUZZ_PROCESS";

/** Kills the process, its group, and on Linux all that carry the mark. Those that are gone already are no error. */
export function killTree(pid: number, mark: string): void {
  kill(-pid);
  kill(pid);
  // Someone may be starting others while it is looked: until nobody is found, but not for ever.
  for (let round = 0; round < 5; round++) {
    const marked = markedProcesses(mark);
    if (marked.length === 0) return;
    marked.forEach(kill);
  }
}

/** Processes whose environment holds the mark; none where there is no /proc. Those that have ended have no environment. */
export function markedProcesses(mark: string): readonly number[] {
  if (process.platform !== "linux") return [];
  const wanted = `${markVariable}=${mark}\0`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(wanted))
    .map(Number);
}

/**
 * Megabytes that belong to a process and its descendants alone, on Linux; 0 elsewhere. Files that are mapped (a model, libraries) can be
 * dropped by the system at any time and do not count.
 */
export function treeMegabytes(pid: number): number {
  if (process.platform !== "linux") return 0;
  let kilobytes = 0;
  const queue = [pid];
  for (let i = 0; i < queue.length && i < 1000; i++) {
    const folder = `/proc/${queue[i]!}`;
    for (const [, amount] of read(`${folder}/status`).matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gm)) kilobytes += Number(amount);
    for (const thread of list(`${folder}/task`)) queue.push(...read(`${folder}/task/${thread}/children`).split(" ").filter(Boolean).map(Number));
  }
  return kilobytes / 1024;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already, or a group where the platform has none.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
