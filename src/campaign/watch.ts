// Memory shared between a worker and its supervisor: which call is under way, and with which input. A kernel that never returns
// cannot be asked what it was given; its supervisor reads it here.

import type { BackwardAnswer, BackwardShape, ForwardShape, LayerNormImplementation } from "../contract/implementation.ts";
import type { Batch } from "../oracle/row.ts";

/** Int32 slots of the header. */
const slot = { started: 0, finished: 1, stop: 2, rows: 3, cols: 4, gamma: 5, beta: 6, traced: 7, dy: 8 } as const;
const headerBytes = 64;
/** Values that each of x, γ, β and dy may have; a larger input is watched, but not recorded. */
const capacity = 2 ** 17;

export type WatchMemory = SharedArrayBuffer;

export function watchMemory(): WatchMemory {
  return new SharedArrayBuffer(headerBytes + 8 * (1 + 4 * capacity));
}

/** The worker's side: an implementation that records every input before it is called. */
export function recorded(implementation: LayerNormImplementation, memory: WatchMemory): LayerNormImplementation {
  const header = new Int32Array(memory, 0, headerBytes / 4);
  const values = new Float64Array(memory, headerBytes);
  const finish = () => Atomics.add(header, slot.finished, 1);
  // Calls may overlap where answers are promises: a call is under way while started and finished differ.
  const watched = <T>(call: () => T | Promise<T>, mayStayOpen: boolean): T | Promise<T> => {
    Atomics.add(header, slot.started, 1);
    let answer: T | Promise<T>;
    try {
      answer = call();
    } catch (error) {
      finish();
      throw error;
    }
    if (!mayStayOpen && typeof (answer as Promise<T> | undefined)?.then === "function") return Promise.resolve(answer).finally(finish);
    finish();
    return answer;
  };
  const forward = (x: Float64Array, shape: ForwardShape): ArrayLike<number> | Promise<ArrayLike<number>> => {
    const traced = shape.trace !== undefined;
    record(header, values, { x, ...shape, traced });
    // A promise of an explained call may stay open: nobody waits for it long, and nothing hangs on it.
    return watched(() => implementation.forward(x, shape), traced);
  };
  if (implementation.backward === undefined) return { ...implementation, forward };
  const backward = (dy: Float64Array, x: Float64Array, shape: BackwardShape): BackwardAnswer | Promise<BackwardAnswer> => {
    record(header, values, { x, dy, ...shape });
    return watched(() => implementation.backward!(dy, x, shape), false);
  };
  return { ...implementation, forward, backward };
}

type Recorded = Batch & { readonly traced?: boolean };

function record(header: Int32Array, values: Float64Array, { x, dy, rows, cols, eps, gamma, beta, traced = false }: Recorded): void {
  const fits = x.length <= capacity;
  header[slot.rows] = fits ? rows : 0;
  header[slot.cols] = cols;
  header[slot.gamma] = gamma ? 1 : 0;
  header[slot.beta] = beta ? 1 : 0;
  header[slot.dy] = dy ? 1 : 0;
  header[slot.traced] = traced ? 1 : 0;
  if (!fits) return;
  values[0] = eps;
  values.set(x, 1);
  if (gamma) values.set(gamma, 1 + capacity);
  if (beta) values.set(beta, 1 + 2 * capacity);
  if (dy) values.set(dy, 1 + 3 * capacity);
}

/** The worker's side: whether the supervisor asked it to come to an end. */
export function stopRequested(memory: WatchMemory): boolean {
  return Atomics.load(new Int32Array(memory, 0, headerBytes / 4), slot.stop) === 1;
}

/** The supervisor's side. */
export class Watch {
  readonly memory: WatchMemory;
  readonly #header: Int32Array;
  #progress = -1;
  #since = 0;

  constructor(memory: WatchMemory) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, headerBytes / 4);
  }

  requestStop(): void {
    Atomics.store(this.#header, slot.stop, 1);
  }

  /** Seconds for which the call that is under way has been so; 0 when none is. */
  secondsUnderWay(now: number): number {
    const finished = Atomics.load(this.#header, slot.finished);
    if (Atomics.load(this.#header, slot.started) === finished || finished !== this.#progress) {
      this.#progress = finished;
      this.#since = now;
      return 0;
    }
    return (now - this.#since) / 1000;
  }

  /** Whether the last call begun was one that may tell its stages. */
  lastWasTraced(): boolean {
    return this.#header[slot.traced] === 1;
  }

  /** The input of the last call begun; undefined when there was none or it was too large to record. */
  lastInput(): Batch | undefined {
    const rows = this.#header[slot.rows]!;
    const cols = this.#header[slot.cols]!;
    if (rows * cols === 0) return undefined;
    const values = new Float64Array(this.memory, headerBytes);
    const copy = (index: number, length: number) => values.slice(1 + index * capacity, 1 + index * capacity + length);
    return {
      rows,
      cols,
      eps: values[0]!,
      x: copy(0, rows * cols),
      gamma: this.#header[slot.gamma] ? copy(1, cols) : undefined,
      beta: this.#header[slot.beta] ? copy(2, cols) : undefined,
      ...(this.#header[slot.dy] ? { dy: copy(3, rows * cols) } : {}),
    };
  }
}
