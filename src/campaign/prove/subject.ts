// From what a user names to what can be proved: one implementation, a format that it can be given, a number of rows that has an end.

import { resolveContract } from "../../contract/resolve.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { listedBitsMax } from "../../formats/finite-codes.ts";
import { contains, formatIds, formatOf } from "../../formats/format-of.ts";
import { ordinalOfInfinity } from "../../formats/ordinal.ts";
import { countRows, planProof, rowsMax } from "./plan.ts";
import type { ProofSubject } from "./unit-runner.ts";

/** What cannot be proved by trying every row; the message names the value and the fix. */
export class ProofImpossible extends Error {
  override readonly name = "ProofImpossible";
}

export interface Question {
  /** Format of the values; absent: the storage format. */
  readonly format?: string | undefined;
  readonly cols: number;
  readonly eps: number;
}

const listed = formatIds.filter((id) => formatOf(id).bits <= listedBitsMax);

/** Throws a ProofImpossible. */
export function subjectOf(implementation: LayerNormImplementation, { format: id, cols, eps }: Question): Omit<ProofSubject, "rowsPerCall"> {
  const contract = resolveContract(implementation);
  const { storage } = contract;
  if (id !== undefined && !(formatIds as readonly string[]).includes(id)) throw new ProofImpossible(`--format ${id}: choose one of ${listed.join(", ")}`);
  const format = id === undefined ? storage : formatOf(id);
  if (format.bits > listedBitsMax) {
    const fitting = listed.filter((one) => contains(storage, formatOf(one)));
    throw new ProofImpossible(`${id === undefined ? `${implementation.id} stores ${format.id}, whose` : `--format ${id}: its`} 2^${format.bits} codes are too many to try every row; give a --format of values: ${fitting.join(", ")}`);
  }
  if (!contains(storage, format)) {
    throw new ProofImpossible(`--format ${format.id}: not every ${format.id} value is a value of ${storage.id}, the storage format of ${implementation.id}; choose ${listed.filter((one) => contains(storage, formatOf(one))).join(", ")}`);
  }
  requireFree(implementation, cols, eps);
  const codes = 2 * Number(ordinalOfInfinity(format));
  const rows = countRows(codes, cols);
  if (rows > rowsMax) throw new ProofImpossible(`--cols ${cols}: ${codes.toLocaleString("en-US")}^${cols} ≈ ${rows.toExponential(1)} rows of ${format.id} values cannot be tried in a lifetime; choose fewer --cols or a smaller --format`);
  return { implementation, contract, plan: planProof(format, cols), format, eps };
}

function requireFree({ id, fixed = {} }: LayerNormImplementation, cols: number, eps: number): void {
  if (fixed.cols !== undefined && fixed.cols !== cols) throw new ProofImpossible(`--cols ${cols}: ${id} has rows of ${fixed.cols} built in; choose --cols ${fixed.cols}`);
  if (fixed.eps !== undefined && fixed.eps !== eps) throw new ProofImpossible(`--eps ${eps}: ${id} has ε = ${fixed.eps} built in; choose --eps ${fixed.eps}`);
  if (fixed.gamma || fixed.beta) throw new ProofImpossible(`${id} has γ or β built in; a proof is about rows without them`);
}
