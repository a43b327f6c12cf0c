// The life of one process: started without a shell, watched for its memory, ended with everything that it started. It says once how it ended.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { threadId } from "node:worker_threads";
import { describeEnding, type Ending, lastWords } from "./ending.ts";
import { killTree, markVariable, treeMegabytes } from "./process-tree.ts";
import { entrust, release } from "./start-reaper.ts";

export interface ChildOptions {
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly memoryMegabytes: number;
  readonly onOutput: (chunk: Buffer) => void;
  /** It is gone, or as good as gone: once, and never after `kill`. */
  readonly onEnd: (ending: Ending) => void;
}

/** Milliseconds between two looks at its memory. */
const memoryInterval = 100;
/** Milliseconds in which what it wrote before its end still arrives, and in which an end follows the closing of a stream. */
const grace = 200;
/** Milliseconds that it may take to go when its input has ended. */
const farewell = 1000;
const stderrBytesMax = 8192;

let started = 0;

export class Child {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #options: ChildOptions;
  // Nobody else's: not that of another thread, nor of an earlier process with our number.
  readonly #mark = `${process.pid}-${threadId}-${Math.trunc(performance.timeOrigin)}-${++started}`;
  readonly #memory: NodeJS.Timeout;
  readonly #closed: Promise<void>;
  #stderr: Buffer = Buffer.alloc(0);
  #over = false;
  #killed = false;

  constructor(options: ChildOptions) {
    this.#options = options;
    const [program, ...words] = options.words;
    // A group of its own (detached) can be killed as one, and ^C in the terminal does not reach it before we have finished with it.
    const child = spawn(program!, words, { stdio: "pipe", detached: true, windowsHide: true, env: { ...process.env, [markVariable]: this.#mark } });
    this.#process = child;
    this.#closed = new Promise((resolve) => child.once("close", () => resolve()));
    if (child.pid !== undefined) {
      entrust(child.pid, this.#mark);
      preferredVictim(child.pid);
    }
    child.stdout.on("data", (chunk: Buffer) => {
      if (!this.#over) options.onOutput(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-stderrBytesMax);
    });
    child.on("error", (error: NodeJS.ErrnoException) => this.#end({ kind: "crash", how: error.message, code: error.code }));
    child.on("exit", (code, signal) => void this.#settled().then(() => this.#end(describeEnding(code, signal))));
    const closing = (which: string) => () => void setTimeout(() => this.#end({ kind: "crash", how: `closed its standard ${which}` }), grace);
    child.stdin.on("error", closing("input"));
    child.stdout.on("end", closing("output"));
    this.#memory = setInterval(() => this.#look(), memoryInterval);
  }

  get lastWords(): string {
    return lastWords(this.#stderr);
  }

  write(bytes: Buffer): void {
    this.#process.stdin.write(bytes);
  }

  /** Ends it, with everything that it started, at once. */
  kill(): void {
    this.#over = true;
    clearInterval(this.#memory);
    const { pid, stdin, stdout, stderr } = this.#process;
    // Once only: later its number may be somebody else's.
    if (pid === undefined || this.#killed) return;
    this.#killed = true;
    killTree(pid, this.#mark);
    release(pid);
    for (const stream of [stdin, stdout, stderr]) stream.destroy();
  }

  /** Ends its input and gives it the time to go. */
  async end(): Promise<void> {
    this.#over = true;
    this.#process.stdin.end();
    await Promise.race([this.#closed, passed(farewell)]);
    this.kill();
  }

  /** When everything that it wrote has arrived, as far as that can be known: what it started may hold its streams open. */
  #settled(): Promise<void> {
    return Promise.race([this.#closed, passed(grace)]);
  }

  #look(): void {
    const { memoryMegabytes } = this.#options;
    if (this.#process.pid !== undefined && treeMegabytes(this.#process.pid) > memoryMegabytes) this.#end({ kind: "memory", how: `used more than ${memoryMegabytes} MB of memory` });
  }

  #end(ending: Ending): void {
    if (this.#over) return;
    this.kill();
    this.#options.onEnd(ending);
  }
}

/** Where the machine runs out of memory before we look, Linux ends this process, not us. */
function preferredVictim(pid: number): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "1000");
  } catch {
    // It has ended, or the system does not allow it.
  }
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
