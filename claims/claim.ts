// What a claim of the ledger is: a sentence that people say, an experiment that could refute it, and a judge that reads the verdict off what was
// measured. The verdict is never written down: other results, another verdict.

import type { Table } from "./table.ts";

export type Verdict = "confirmed" | "refuted" | "depends";

export interface Judgement {
  readonly verdict: Verdict;
  /** One line, with the figures that decided. Of "depends": on what. */
  readonly because: string;
  /** What more there is to say about it. */
  readonly further?: string | undefined;
}

/** Inputs and what comes out of them, as lines of decimals and bits. */
export interface ShownRow {
  readonly lines: readonly string[];
  /** What is to be seen. */
  readonly caption: string;
}

export interface Figure {
  /** A file of its own (SVG), written beside the document. */
  readonly svg: string;
  readonly caption: string;
}

export interface Showing {
  /** The smallest row that shows it. */
  readonly row: ShownRow;
  readonly tables: readonly Table[];
  /** Paragraphs of Markdown: theorems with their proofs, and what surprises. */
  readonly remarks: readonly string[];
  readonly figure?: Figure | undefined;
}

/** M is what was measured: all that the judge and the document know. */
export interface Claim<M = unknown> {
  /** As the file: the number in the ledger, then what it is about. */
  readonly id: string;
  readonly title: string;
  /** The claim, in a sentence of ours. */
  readonly statement: string;
  measure(): M | Promise<M>;
  judge(measured: M): Judgement;
  show(measured: M): Showing;
}

/** 5 of "05-epsilon". */
export function numberOf({ id }: Pick<Claim, "id">): number {
  return Number.parseInt(id, 10);
}
