// The talk with one process from its handshake to its end: calls out, answers in, each by its id, several under way at a time. The first thing
// that goes wrong ends it, and is told with the calls that were waiting.

import { AnswerReader, type Due, noise, ProtocolViolation } from "./answer-reader.ts";
import { Child } from "./child.ts";
import type { Ending } from "./ending.ts";
import { parameterRows } from "./gradients.ts";
import { type Handshake, HandshakeError, parseHandshake } from "./handshake.ts";
import { type Request, requestBytes } from "./request.ts";
import { shownBytes } from "./shown-bytes.ts";

export interface ConnectionOptions {
  readonly words: readonly string[];
  readonly memoryMegabytes: number;
  /** Seconds that the program may take to its handshake. */
  readonly startSeconds: number;
  /** Seconds that a call may take: asked anew for every look. */
  readonly callSeconds: () => number;
  /** It is over; those calls that were under way have no answer. Not after `end`. */
  readonly onLost: (ending: Ending) => void;
  readonly onAnswer: (id: number, answer: Float64Array | Error) => void;
}

/** Milliseconds between two looks at the clock. */
const lookInterval = 50;
/** Milliseconds for an answer that came in time and waits to be read, because this thread was busy. */
const readGrace = 200;
const handshakeMax = 65_536;
const newline = 0x0a;

/** The program cannot be spoken to; the message follows its name. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
  /** The error of the system, where it could not be started at all: "ENOENT". */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #child: Child;
  readonly #due = new Map<number, Due>();
  readonly #timer: NodeJS.Timeout;
  #reader: AnswerReader | undefined;
  #handshake: Handshake | undefined;
  #first: Buffer = Buffer.alloc(0);
  #onStart: ((failure?: StartFailure) => void) | undefined;
  #over = false;
  /** When the oldest call under way began to wait. */
  #since = performance.now();
  #overdueSince: number | undefined;

  /** Starts the program and waits for its handshake. Rejects with a StartFailure. */
  static start(options: ConnectionOptions): Promise<Connection> {
    return new Promise((resolve, reject) => {
      try {
        const connection: Connection = new Connection(options, (failure) => (failure === undefined ? resolve(connection) : reject(failure)));
      } catch (error) {
        // Some errors of the system are thrown (ENOEXEC), others come later (ENOENT).
        const { message, code } = error as NodeJS.ErrnoException;
        reject(new StartFailure(message, code));
      }
    });
  }

  private constructor(options: ConnectionOptions, onStart: (failure?: StartFailure) => void) {
    this.#options = options;
    this.#onStart = onStart;
    this.#child = new Child({ ...options, onOutput: (chunk) => this.#receive(chunk), onEnd: (ending) => this.#lose(ending) });
    this.#timer = setInterval(() => this.#look(), lookInterval);
  }

  get handshake(): Handshake {
    return this.#handshake!;
  }

  send(request: Request): void {
    const { id, format, rows, cols, dy } = request;
    if (this.#due.size === 0) this.#wait();
    this.#due.set(id, { format, rows: dy === undefined ? rows : rows + parameterRows, cols });
    this.#child.write(requestBytes(request, this.handshake.mode));
  }

  async end(): Promise<void> {
    this.#finish();
    await this.#child.end();
  }

  #receive(chunk: Buffer): void {
    try {
      if (this.#reader === undefined) this.#greet(chunk);
      else this.#read(this.#reader, chunk);
    } catch (error) {
      if (error instanceof ProtocolViolation) this.#lose({ kind: "protocol", how: error.message });
      else if (error instanceof HandshakeError) this.#fail(error.message);
      else throw error;
    }
  }

  #greet(chunk: Buffer): void {
    this.#first = Buffer.concat([this.#first, chunk]);
    const end = this.#first.indexOf(newline);
    if (end < 0 && this.#first.length <= handshakeMax) return;
    this.#handshake = parseHandshake(this.#first.subarray(0, end < 0 ? handshakeMax : end));
    this.#reader = new AnswerReader(this.#handshake.mode, {
      due: (id) => this.#due.get(id),
      underWay: () => (this.#due.size === 0 ? "none is" : `under way: ${[...this.#due.keys()].join(", ")}`),
    });
    const rest = this.#first.subarray(end + 1);
    if (rest.length > 0) return this.#fail(`printed ${shownBytes(rest)} after its handshake, where only answers belong: print to standard error`);
    this.#started();
  }

  #read(reader: AnswerReader, chunk: Buffer): void {
    if (this.#due.size === 0) throw noise(chunk);
    reader.push(chunk);
    for (let answer = reader.next(); answer !== undefined; answer = reader.next()) {
      this.#due.delete(answer.id);
      this.#wait();
      this.#options.onAnswer(answer.id, "error" in answer ? new Error(answer.error) : answer.values);
      if (this.#over) return;
    }
    const { unfinished } = reader;
    if (this.#due.size === 0 && unfinished !== "") throw new ProtocolViolation(`was answered, and then ${unfinished.replace("it ", "")}: print to standard error`);
  }

  #wait(): void {
    this.#since = performance.now();
    this.#overdueSince = undefined;
  }

  #look(): void {
    const now = performance.now();
    if (this.#onStart !== undefined) {
      const { startSeconds } = this.#options;
      if (now - this.#since > startSeconds * 1000) this.#fail(`sent no handshake within ${startSeconds} s: print it first, and flush standard output`);
      return;
    }
    const seconds = this.#options.callSeconds();
    if (this.#due.size === 0 || now - this.#since <= seconds * 1000) return;
    this.#overdueSince ??= now;
    if (now - this.#overdueSince < readGrace) return;
    const unfinished = this.#reader!.unfinished;
    this.#lose({ kind: "no-answer", how: `did not return within ${seconds} s${unfinished === "" ? "" : `; ${unfinished}`}` });
  }

  #lose(ending: Ending): void {
    const { kind, how, code } = ending;
    if (this.#onStart !== undefined) return this.#fail(code === undefined ? `${how} before its handshake` : how, code);
    if (this.#over) return;
    this.#finish();
    this.#child.kill();
    const unfinished = kind === "crash" ? this.#reader!.unfinished : "";
    this.#options.onLost({ ...ending, how: `${how}${unfinished === "" ? "" : `; ${unfinished}`}${this.#child.lastWords}` });
  }

  #started(): void {
    const onStart = this.#onStart!;
    this.#onStart = undefined;
    onStart();
  }

  #fail(message: string, code?: string): void {
    const onStart = this.#onStart;
    this.#onStart = undefined;
    this.#finish();
    this.#child.kill();
    onStart?.(new StartFailure(`${message}${this.#child.lastWords}`, code));
  }

  #finish(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }
}

