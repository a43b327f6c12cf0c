#!/usr/bin/env node
// The normfuzz command. Everything it does is in program.ts; this file gives it the real process.

import { exitCodes } from "./exit-codes.ts";
import { runCli } from "./program.ts";

const controller = new AbortController();
process.on("SIGINT", () => {
  // The first ^C ends the search and keeps what was found; a second one ends the process.
  if (controller.signal.aborted) process.exit(exitCodes.interrupted);
  controller.abort();
});
// A reader that has seen enough (`normfuzz list | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: controller.signal,
});
