// The reaper of this thread: one program for all processes that it starts, begun with the first.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { Writable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";

let toReaper: Writable | undefined;

/** Have it killed when we are gone. */
export function entrust(pid: number, mark: string): void {
  toReaper ??= startReaper();
  toReaper.write(`+ ${pid} ${mark}\n`);
}

/** It has ended, with all that it started. */
export function release(pid: number): void {
  toReaper?.write(`- ${pid}\n`);
}

function startReaper(): Writable {
  const source = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(new URL(source ? "./reaper.ts" : "./reaper.js", import.meta.url));
  const loader = source ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];
  // In a group of its own, where ^C does not reach it.
  const reaper = spawn(process.execPath, [...loader, program], { stdio: ["pipe", "ignore", "ignore"], detached: true, windowsHide: true, env: { PATH: process.env.PATH } });
  // Without it the processes end when their standard input does; that is no reason to end the run.
  reaper.on("error", () => {});
  reaper.stdin.on("error", () => {});
  reaper.unref();
  (reaper.stdin as Writable & { unref?: () => void }).unref?.();
  return reaper.stdin;
}
