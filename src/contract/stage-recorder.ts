// Listens to what a kernel tells of its stages and believes nothing: only numbers, only of known stages and in the right number, are
// kept, as copies; and a kernel that tells without end is stopped.

import { hasColumns, type StageId, stageIds, type StageObserver } from "./stage.ts";

export type StageValues = ReadonlyMap<StageId, number | Float64Array>;

const known: ReadonlySet<unknown> = new Set(stageIds);

/** A kernel may tell every stage of every element a few times (a running mean, a second look at it) before it counts as endless. */
const tellingsMax = 4;

export class StageRecorder {
  readonly #row: number;
  readonly #cols: number;
  #left: number;
  #closed = false;
  readonly #values = new Map<StageId, number | Float64Array>();
  /** Columns told so far of stages that are told one by one. */
  readonly #seen = new Map<StageId, Set<number>>();

  /** Keeps the stages of one row of a batch of rows × cols. */
  constructor({ row, rows, cols }: { readonly row: number; readonly rows: number; readonly cols: number }) {
    this.#row = row;
    this.#cols = cols;
    this.#left = tellingsMax * rows * stageIds.length * (cols + 1);
  }

  /** To be given to the kernel. Throws only where it is called without end. */
  readonly observer: StageObserver = (stage, row, value, column) => {
    if (this.#closed) return;
    if (this.#left-- <= 0) throw new RangeError("trace was called more often than a LayerNorm has stages: call it once for each stage of each row");
    if (row !== this.#row || !known.has(stage)) return;
    if (!hasColumns(stage)) {
      if (typeof value === "number") this.#values.set(stage, value);
    } else if (column !== undefined) this.#one(stage, value, column);
    else this.#all(stage, value);
  };

  /** What was told; nothing that is told later is heard. Stages of which columns are missing are left out. */
  finish(): StageValues {
    this.#closed = true;
    for (const [stage, seen] of this.#seen) if (seen.size < this.#cols) this.#values.delete(stage);
    return this.#values;
  }

  #one(stage: StageId, value: unknown, column: unknown): void {
    if (typeof value !== "number" || typeof column !== "number" || !Number.isInteger(column) || column < 0 || column >= this.#cols) return;
    let seen = this.#seen.get(stage);
    if (seen === undefined) {
      this.#seen.set(stage, (seen = new Set()));
      this.#values.set(stage, new Float64Array(this.#cols));
    }
    seen.add(column);
    (this.#values.get(stage) as Float64Array)[column] = value;
  }

  #all(stage: StageId, values: unknown): void {
    const copy = copyOf(values, this.#cols);
    if (copy === undefined) return;
    this.#values.set(stage, copy);
    this.#seen.delete(stage);
  }
}

/** A copy of exactly so many numbers; undefined for anything else, an object that throws when it is read included. */
function copyOf(values: unknown, length: number): Float64Array | undefined {
  if (typeof values !== "object" || values === null) return undefined;
  try {
    const given = values as ArrayLike<unknown>;
    if (given.length !== length) return undefined;
    const copy = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      const value = given[i];
      if (typeof value !== "number") return undefined;
      copy[i] = value;
    }
    return copy;
  } catch {
    return undefined;
  }
}
