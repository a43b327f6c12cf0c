// What one batch is worth to the search: how near it came to violating each property, by the part of the input space that it lies in.

import type { Call } from "../../contract/call.ts";
import type { Batch } from "../../oracle/row.ts";
import { oneRow } from "../../rows/reshape.ts";
import { stratumOf } from "../../rows/strata.ts";
import type { Elite } from "./corpus.ts";

/** Bits of κ, and binades of magnitude, that share a cell. */
const conditionStep = 4;
const magnitudeStep = 16;

export class Scores {
  readonly #elementsMax: number;
  #batch: Batch | undefined;
  #stratum = "";
  #elites: Elite[] = [];

  /** Batches of more elements are not kept. */
  constructor(elementsMax: number) {
    this.#elementsMax = elementsMax;
  }

  /**
   * Notes the margin, at most 1, by which a property held for a call. A margin of 0 shows no way up. `row` where the rows of the batch have nothing to
   * do with each other: the one with the worst error is all that is kept.
   */
  add(property: string, margin: number, call: Call, row?: number): void {
    const { batch } = call;
    if (!(margin > 0) || (row === undefined ? batch.x.length : batch.cols) > this.#elementsMax) return;
    if (row !== undefined) {
      this.#elites.push({ objective: property, stratum: stratumTextOf(call, row), batch: oneRow(batch, row), score: margin });
      return;
    }
    if (batch !== this.#batch) {
      this.#batch = batch;
      this.#stratum = stratumTextOf(call, batch.rows - 1);
    }
    this.#elites.push({ objective: property, stratum: this.#stratum, batch, score: margin });
  }

  /** What was noted since the last time. */
  take(): readonly Elite[] {
    const elites = this.#elites;
    this.#elites = [];
    return elites;
  }
}

/** A row's part of the input space. */
function stratumTextOf(call: Call, row: number): string {
  const exact = call.row(row).exact;
  if (exact === undefined) return "no answer";
  const { condition, magnitude } = stratumOf(exact.statistics);
  return `${Math.floor(condition / conditionStep)}/${Math.floor(magnitude / magnitudeStep)}`;
}
