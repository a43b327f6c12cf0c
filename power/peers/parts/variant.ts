// From drawings to cases: most peers draw batches of some shapes, compute a reference and compare.

import type { StorageFormatId } from "../../../src/contract/implementation.ts";
import type { Batch } from "../../../src/oracle/row.ts";
import type { PeerCase, PeerVariant } from "../peer.ts";
import type { Comparison } from "./comparisons.ts";
import { drawBatch, type Drawing } from "./draws.ts";

export interface Comparing {
  readonly format: StorageFormatId;
  readonly rule: string;
  readonly drawings: readonly Drawing[];
  readonly reference: (batch: Batch) => ArrayLike<number>;
  readonly compare: Comparison;
}

/** A variant whose every case is drawn and compared with the same reference by the same rule. */
export function comparing({ format, rule, drawings, reference, compare }: Comparing): PeerVariant {
  return {
    format,
    rule,
    cases: (random) => drawings.map((drawing) => compared(drawBatch(drawing, format, random), reference, compare)),
  };
}

/** A case that compares with a reference of the batch. */
export function compared(batch: Batch, reference: (batch: Batch) => ArrayLike<number>, compare: Comparison): PeerCase {
  return { name: nameOf(batch), batch, complaint: compare(reference(batch)) };
}

/** Shape, ε and what parameters there are. */
export function nameOf({ rows, cols, eps, gamma, beta }: Batch): string {
  return `${rows} × ${cols}, ε ${Number(eps.toPrecision(6))}${gamma ? ", γ" : ""}${beta ? ", β" : ""}`;
}
