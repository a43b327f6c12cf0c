// The controls of one storage format, which can all be given the same rows: a row is drawn and solved once for all of them, and its bound computed once
// for each contract that they promise.

import type { Contract } from "../../src/bounds/contract.ts";
import type { Call } from "../../src/contract/call.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import type { Batch } from "../../src/oracle/row.ts";

export interface Member {
  readonly control: LayerNormImplementation;
  /** The same object for all members that promise the same. */
  readonly contract: Contract;
  /** Place of the first member with this contract. */
  readonly like: number;
}

/** The controls that store in `format`. Throws for one that cannot be called with every batch. */
export function groupOf(controls: readonly LayerNormImplementation[], format: StorageFormatId): readonly Member[] {
  const members: Member[] = [];
  for (const control of controls) {
    if (control.format !== format) continue;
    if (control.fixed !== undefined) throw new Error(`control ${control.id} has fixed parameters, and cannot share its rows with others: soak it by verify()`);
    const own = resolveContract(control);
    const like = members.findIndex(({ contract }) => sameContract(contract, own));
    members.push(like < 0 ? { control, contract: own, like: members.length } : { control, contract: members[like]!.contract, like });
  }
  return members;
}

function sameContract(a: Contract, b: Contract): boolean {
  const fields = (contract: Contract) => JSON.stringify({ ...contract, storage: contract.storage.id, accumulator: contract.accumulator.id });
  return fields(a) === fields(b);
}

/** One call of every member with the batch, in their order. */
export function callAll(group: readonly Member[], batch: Batch): readonly Call[] {
  const calls: Call[] = [];
  for (let m = 0; m < group.length; m++) {
    const { control, contract, like } = group[m]!;
    const call = invoke(control, contract, batch, { solved: calls[like] ?? calls[0] });
    if (call instanceof Promise) throw new Error(`control ${control.id} answers with a promise: a soak calls kernels that answer at once`);
    calls.push(call);
  }
  return calls;
}
