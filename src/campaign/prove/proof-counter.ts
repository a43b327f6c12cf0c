// Counts what the rows of a batch come to, and keeps the few rows that are worth showing.

import type { OrbitBatch } from "./orbit-batch.ts";
import type { ProofTally, Seen, ViolationTally } from "./tally.ts";

/** Ids of the properties that a row can violate in a proof. */
export type Broken = "output-representable" | "finite-output" | "oracle-agreement";
export type RowVerdict = Broken | "proved" | "beyond";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Counts = Omit<Mutable<ProofTally>, "violations"> & { violations: Record<string, Mutable<ViolationTally>> };

export class ProofCounter {
  counts: Counts = fresh();

  /** What was counted since the last call of this. */
  take(): ProofTally {
    const { counts } = this;
    this.counts = fresh();
    return counts;
  }

  proved(): RowVerdict {
    this.counts.proved++;
    return "proved";
  }

  beyond(): RowVerdict {
    this.counts.beyond++;
    return "beyond";
  }

  /** `margin` ranks the rows that violate the property. */
  violated(property: Broken, batch: OrbitBatch, at: { readonly row: number; readonly column: number; readonly margin: number }): RowVerdict {
    const { counts } = this;
    counts.violated++;
    const known = counts.violations[property];
    if (known === undefined) {
      const seen = rowSeen(batch, at);
      counts.violations[property] = { rows: 1, first: seen, worst: seen, worstMargin: at.margin };
      return property;
    }
    known.rows++;
    if (at.margin > known.worstMargin) {
      known.worstMargin = at.margin;
      known.worst = rowSeen(batch, at);
    }
    return property;
  }

  /** The same verdict for so many more rows. */
  again(verdict: RowVerdict, misrounded: boolean, rows: number): void {
    const { counts } = this;
    if (misrounded) counts.misrounded += rows;
    if (verdict === "proved") counts.proved += rows;
    else if (verdict === "beyond") counts.beyond += rows;
    else {
      counts.violated += rows;
      counts.violations[verdict].rows += rows;
    }
  }

  /** An error in ulps, on a row inside the contract. */
  ulps(ulps: number, batch: OrbitBatch, at: { readonly row: number; readonly column: number }): void {
    if (ulps <= this.counts.ulps) return;
    this.counts.ulps = ulps;
    this.counts.ulpsAt = rowSeen(batch, at);
  }

  /** The margin of a row that held. */
  margin(margin: number, batch: OrbitBatch, at: { readonly row: number; readonly column: number }): void {
    if (margin <= this.counts.margin) return;
    this.counts.margin = margin;
    this.counts.marginAt = rowSeen(batch, at);
  }
}

function rowSeen({ n, x }: OrbitBatch, { row, column }: { readonly row: number; readonly column: number }): Seen {
  return { x: [...x.subarray(row * n, (row + 1) * n)], column };
}

function fresh(): Counts {
  return { rows: 0, proved: 0, violated: 0, beyond: 0, orbits: 0, misrounded: 0, evaluated: 0, margin: -1, ulps: 0, negationBroken: 0, orderBroken: 0, violations: {} };
}
