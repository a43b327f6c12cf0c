// A program as an engine: calls in, answers out, and a new process whenever one was lost. Who is to blame is found out: of several calls
// under way, each is asked again alone.

import { CallLost } from "../../contract/call-lost.ts";
import type { Isolation } from "../../contract/isolation.ts";
import type { ForwardShape, StorageFormatId } from "../../contract/implementation.ts";
import { Connection, type ConnectionOptions, StartFailure } from "./connection.ts";
import type { Ending } from "./ending.ts";
import type { Handshake } from "./handshake.ts";

export interface EngineOptions extends Pick<ConnectionOptions, "words" | "memoryMegabytes" | "startSeconds"> {
  /** Seconds that a call may take. */
  readonly callSeconds: number;
}

export interface EngineCall extends ForwardShape {
  readonly format: StorageFormatId;
  readonly x: Float64Array;
  /** There where the gradients are asked for. */
  readonly dy?: Float64Array | undefined;
}

interface Waiting {
  readonly call: EngineCall;
  readonly resolve: (y: Float64Array) => void;
  readonly reject: (error: Error) => void;
  /** It was under way when a process was lost, and is asked again with nothing beside it. */
  suspicion?: Suspicion;
  sentAt: number;
}

/** A loss that nobody has been found guilty of. The oldest call is asked last: it is blamed when nobody is lost again. */
interface Suspicion {
  ending: Ending | undefined;
  readonly oldest: Waiting;
}

/** Calls under way at a time: enough to hide the way there and back. */
const underWayMax = 16;
/** Starts that fail in a row before it is given up. */
const startsMax = 3;
/** Seconds after which a call is given up by who is impatient. */
const impatientSeconds = 1;
/** Milliseconds before a new process, doubled with every loss that no answer lies between. */
const backOff = 25;
const backOffMax = 2000;

export class ProcessEngine implements Isolation {
  readonly #options: EngineOptions;
  readonly #queue: Waiting[] = [];
  readonly #underWay = new Map<number, Waiting>();
  #connection: Connection | undefined;
  #starting: Promise<void> | undefined;
  /** It was lost with no call under way. */
  #orphan: Ending | undefined;
  #lastId = 0;
  #lossesInARow = 0;
  #ended = false;
  losses = 0;
  hangs = 0;
  excusable = true;
  impatient = false;
  secondsLost = 0;
  gone: string | undefined;
  lastLoss: string | undefined;
  callSeconds: number;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.callSeconds = options.callSeconds;
  }

  /** Starts the program. Rejects with a StartFailure. */
  async start(): Promise<Handshake> {
    this.#connection = await this.#connect();
    return this.#connection.handshake;
  }

  /** Rejects with a CallLost when the process was lost by this call, with another Error when the program answered with one. */
  call(call: EngineCall): Promise<Float64Array> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ call, resolve, reject, sentAt: 0 });
      this.#pump();
    });
  }

  async renew(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.end();
  }

  /** Ends the process and all that it started. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#starting;
    await this.renew();
  }

  #connect(): Promise<Connection> {
    return Connection.start({
      ...this.#options,
      callSeconds: () => (this.impatient ? Math.min(impatientSeconds, this.callSeconds) : this.callSeconds),
      onAnswer: (id, answer) => this.#answered(id, answer),
      onLost: (ending) => this.#lost(ending),
    });
  }

  #pump(): void {
    if (this.#orphan !== undefined && this.#queue.length > 0) {
      const { kind, how } = this.#orphan;
      this.#orphan = undefined;
      this.#queue.shift()!.reject(new CallLost(kind, `found no program: after the answer to the call before it, it ${how}`));
    }
    if (this.#queue.length === 0) return;
    if (this.#connection === undefined) {
      this.#starting ??= this.#restart().finally(() => (this.#starting = undefined)).then(() => this.#pump());
      return;
    }
    while (this.#queue.length > 0 && this.#underWay.size < underWayMax) {
      const busyAlone = [...this.#underWay.values()].some(({ suspicion }) => suspicion !== undefined);
      if (busyAlone || (this.#queue[0]!.suspicion !== undefined && this.#underWay.size > 0)) return;
      this.#send(this.#queue.shift()!);
    }
  }

  #send(waiting: Waiting): void {
    const id = ++this.#lastId;
    waiting.sentAt = performance.now();
    this.#underWay.set(id, waiting);
    this.#connection!.send({ id, ...waiting.call });
  }

  #answered(id: number, answer: Float64Array | Error): void {
    const waiting = this.#underWay.get(id)!;
    this.#underWay.delete(id);
    this.#lossesInARow = 0;
    const { suspicion } = waiting;
    if (suspicion?.ending !== undefined && suspicion.oldest === waiting) {
      const { kind, how } = suspicion.ending;
      waiting.reject(new CallLost(kind, `${how}; not again when each call that was under way was made alone`));
    } else if (answer instanceof Error) waiting.reject(answer);
    else waiting.resolve(answer);
    this.#pump();
  }

  #lost(lost: Ending): void {
    const ending: Ending = lost.kind === "no-answer" && this.impatient && this.callSeconds > impatientSeconds ? { ...lost, kind: "abandoned" } : lost;
    const suspects = [...this.#underWay.values()];
    this.#underWay.clear();
    this.#connection = undefined;
    this.losses++;
    if (ending.kind === "no-answer") this.hangs++;
    if (ending.kind !== "abandoned") this.lastLoss = ending.how;
    if (ending.kind === "protocol" || ending.kind === "memory" || (ending.kind === "crash" && !ending.fromOutside)) this.excusable = false;
    this.#lossesInARow++;
    const [oldest] = suspects;
    if (oldest === undefined) this.#orphan = ending;
    else {
      this.secondsLost += (performance.now() - oldest.sentAt) / 1000;
      if (suspects.length === 1) this.#blame(oldest, ending);
      else this.#suspect(suspects, ending);
    }
    this.#pump();
  }

  #blame(guilty: Waiting, { kind, how }: Ending): void {
    if (guilty.suspicion !== undefined) guilty.suspicion.ending = undefined;
    guilty.reject(new CallLost(kind, how));
  }

  #suspect(suspects: readonly Waiting[], ending: Ending): void {
    const suspicion = { ending, oldest: suspects[0]! };
    for (const waiting of suspects) waiting.suspicion = suspicion;
    this.#queue.unshift(...suspects.slice(1), suspicion.oldest);
  }

  async #restart(): Promise<void> {
    const begun = performance.now();
    let failure = "";
    for (let attempt = 0; attempt < startsMax && !this.#ended; attempt++) {
      const wait = Math.min(backOffMax, backOff * 2 ** (this.#lossesInARow + attempt - 1));
      if (this.#lossesInARow + attempt > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      try {
        this.#connection = await this.#connect();
        this.gone = undefined;
        this.secondsLost += (performance.now() - begun) / 1000;
        return;
      } catch (error) {
        if (!(error instanceof StartFailure)) throw error;
        failure = error.message;
      }
    }
    this.gone = this.#ended ? "it was ended" : `it could not be started again: it ${failure}`;
    this.secondsLost += (performance.now() - begun) / 1000;
    for (const { reject } of this.#queue.splice(0)) reject(new CallLost("crash", `found no program: ${this.gone}`));
  }
}
