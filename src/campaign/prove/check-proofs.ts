// Whether the proofs on record still are about the implementation at hand: one call on a sample of rows tells.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { resolveContract } from "../../contract/resolve.ts";
import { type ContractSummary, contractSummary } from "../../findings/counterexample.ts";
import { readProofs } from "../../findings/proof-record.ts";
import type { ProofRecord } from "../../findings/proof-schema.ts";
import { parseValueText } from "../../findings/value-text.ts";
import { finiteCodes } from "../../formats/finite-codes.ts";
import { formatOf } from "../../formats/format-of.ts";
import { fp32 } from "../../formats/fp32.ts";
import { version } from "../version.ts";
import { CallFailed } from "./call-rows.ts";
import { fingerprintOf } from "./fingerprint.ts";

export interface CheckedProof {
  readonly record: ProofRecord;
  /** Why it is no longer about this implementation; absent: it is. */
  readonly stale?: string | undefined;
}

export interface CheckedProofs {
  readonly proofs: readonly CheckedProof[];
  /** Records that could not be read. */
  readonly errors: readonly string[];
}

/** The proofs of the implementation in the folder. */
export async function checkProofs(folder: string, implementation: LayerNormImplementation): Promise<CheckedProofs> {
  const { records, errors } = readProofs(folder, implementation.id);
  const proofs: CheckedProof[] = [];
  for (const record of records) proofs.push({ record, stale: await reasonOf(record, implementation) });
  return { proofs, errors: errors.map(({ message }) => message) };
}

async function reasonOf(record: ProofRecord, implementation: LayerNormImplementation): Promise<string | undefined> {
  const { cols, contract } = record;
  if (record.version !== version) return `it was made by normfuzz ${record.version}, whose bounds may be others`;
  if (promised(contract) !== promised(contractSummary(resolveContract(implementation)))) return "the contract has changed";
  const eps = parseValueText(record.eps, fp32);
  try {
    const fingerprint = await fingerprintOf({ implementation, cols, eps }, finiteCodes(formatOf(record.format)));
    return fingerprint === record.fingerprint ? undefined : "the implementation gives other outputs now";
  } catch (error) {
    if (error instanceof CallFailed) return error.message;
    throw error;
  }
}

/** What is promised of the forward pass, which is all that a proof is about. */
function promised({ gradient: _, ...forward }: ContractSummary): string {
  return JSON.stringify(forward);
}
