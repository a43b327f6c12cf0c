// On how many rows two kernels agree to the last bit, length by length, and where they first do not.

import type { Batch } from "../../oracle/row.ts";
import type { Candidate } from "./candidates.ts";

/** JSON-safe: values that are not finite are text. */
export interface Difference {
  readonly cols: number;
  readonly column: number;
  readonly x: readonly (number | string)[];
  readonly gamma: boolean;
  readonly beta: boolean;
  readonly observed: number | string;
  readonly known: number | string;
}

export interface LengthAgreement {
  readonly cols: number;
  readonly rows: number;
  readonly equal: number;
}

export class Agreement {
  readonly name: string;
  readonly rounded: boolean;
  readonly #lengths = new Map<number, { rows: number; equal: number }>();
  /** Of the shortest row that differs, the first. */
  difference: Difference | undefined;

  constructor({ name, rounded }: Pick<Candidate, "name" | "rounded">) {
    this.name = name;
    this.rounded = rounded;
  }

  /** Outputs of the black box and of the known kernel for one batch; none of the latter where it failed. */
  see({ rows, cols, x, gamma, beta }: Batch, observed: Float64Array, known: ArrayLike<number>): void {
    let length = this.#lengths.get(cols);
    if (length === undefined) this.#lengths.set(cols, (length = { rows: 0, equal: 0 }));
    length.rows += rows;
    for (let r = 0; r < rows; r++) {
      const start = r * cols;
      let i = 0;
      // NaN is NaN whatever its bits; −0 is not 0.
      while (i < cols && Object.is(observed[start + i], known[start + i])) i++;
      if (i === cols) length.equal++;
      else if (this.difference === undefined || cols < this.difference.cols) {
        const row = Array.from(x.subarray(start, start + cols), jsonSafe);
        this.difference = { cols, column: i, x: row, gamma: gamma !== undefined, beta: beta !== undefined, observed: jsonSafe(observed[start + i]!), known: jsonSafe(known[start + i]!) };
      }
    }
  }

  get lengths(): readonly LengthAgreement[] {
    return [...this.#lengths].map(([cols, { rows, equal }]) => ({ cols, rows, equal })).sort((a, b) => a.cols - b.cols);
  }

  get rows(): number {
    return this.lengths.reduce((sum, { rows }) => sum + rows, 0);
  }

  get equal(): number {
    return this.lengths.reduce((sum, { equal }) => sum + equal, 0);
  }
}

function jsonSafe(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? "-0" : String(value);
}
