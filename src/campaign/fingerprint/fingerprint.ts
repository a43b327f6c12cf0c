// Which kernel a black box is: bit for bit one that is known, on so many rows, or else what its errors say of the family that it is of.

import { invoke } from "../../contract/invoke.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../contract/implementation.ts";
import { resolveContract } from "../../contract/resolve.ts";
import { adaptBatch } from "../../contract/adapt.ts";
import { builtinImplementations, engineModels } from "../catalogue.ts";
import { Agreement, type Difference, type LengthAgreement } from "./agreement.ts";
import { candidatesFor } from "./candidates.ts";
import { type Answer, type Growth, growthWithCondition, growthWithLength } from "./growth.ts";
import { type ConstantRows, constantRows, type OrderOfElements, orderOfElements } from "./habits.ts";
import { probeBatches } from "./probe-batches.ts";
import { type Segment, segmentsOf } from "./segments.ts";
import { sentenceOf } from "./sentence.ts";

/** JSON-safe. Says what was seen on the rows that were tried, and nothing about others. */
export interface Fingerprint {
  readonly implementation: string;
  readonly format: StorageFormatId;
  /** Rows on which it was compared with every known kernel. */
  readonly rows: number;
  /** Rows of calls that gave no answer; they are not compared. */
  readonly unanswered: number;
  /** The known kernels that agree on most rows, at most five, the best first. Those that agree on all are all there. */
  readonly known: readonly KnownKernel[];
  /** Where one known kernel gives every bit up to some length, and perhaps another beyond it. */
  readonly segments: readonly Segment[];
  /** Error over κ = 1, 2, 4, … at `growthCols` columns; absent where ε, γ or β are built in. */
  readonly withCondition?: Growth;
  readonly growthCols?: number;
  /** Error over n = 4, 8, …, at one κ; absent also where the width is built in. */
  readonly withLength?: Growth;
  readonly constantRows?: ConstantRows;
  readonly orderOfElements?: OrderOfElements;
  readonly sentence: string;
}

export interface KnownKernel {
  readonly name: string;
  /** Its own format is wider, and its outputs were rounded into this one. */
  readonly rounded: boolean;
  readonly rows: number;
  readonly equal: number;
  readonly lengths: readonly LengthAgreement[];
  readonly difference?: Difference;
}

const knownMax = 5;
const growthCols = 64;

/** Takes seconds: about twenty thousand rows, through every known kernel as well. Always the same rows for the same storage format. */
export async function fingerprint(implementation: LayerNormImplementation): Promise<Fingerprint> {
  const contract = resolveContract(implementation);
  const { storage } = contract;
  const { fixed } = implementation;
  const answer: Answer = async (batch) => invoke(implementation, contract, fixed === undefined ? batch : adaptBatch(batch, fixed, storage));
  const candidates = candidatesFor(storage, [...(await builtinImplementations()), ...(await engineModels())]);
  const agreements = candidates.map((candidate) => new Agreement(candidate));
  let [rows, unanswered] = [0, 0];
  for (const batch of probeBatches({ storage, fixed, seed: 60 })) {
    const call = await answer(batch);
    if (call.failure !== undefined) {
      unanswered += batch.rows;
      continue;
    }
    rows += batch.rows;
    const shape = { rows: batch.rows, cols: batch.cols, eps: batch.eps, gamma: batch.gamma, beta: batch.beta };
    for (let i = 0; i < candidates.length; i++) agreements[i]!.see(batch, call.y, (await candidates[i]!.forward(batch.x.slice(), shape)) as ArrayLike<number>);
  }
  agreements.sort((a, b) => b.equal - a.equal);
  const known = agreements.filter(({ equal }, i) => i < knownMax || (equal === rows && rows > 0)).map(kernelOf);
  const free = fixed === undefined || (fixed.eps === undefined && !fixed.gamma && !fixed.beta && fixed.rows === undefined);
  const facts = { implementation: implementation.id, format: implementation.format, rows, unanswered, known, segments: segmentsOf(agreements), ...(free && (await habitsOf(answer))) };
  return { ...facts, sentence: sentenceOf(facts) };

  async function habitsOf(ask: Answer) {
    const cols = fixed?.cols ?? growthCols;
    return {
      growthCols: cols,
      ...(cols >= 2 && { withCondition: await growthWithCondition(ask, storage, cols) }),
      ...(fixed?.cols === undefined && { withLength: await growthWithLength(ask, storage, 2 ** Math.floor(storage.precision / 3)) }),
      constantRows: await constantRows(ask, storage, fixed?.cols),
      orderOfElements: await orderOfElements(ask, storage, fixed?.cols),
    };
  }
}

function kernelOf({ name, rounded, rows, equal, lengths, difference }: Agreement): KnownKernel {
  return { name, rounded, rows, equal, lengths, ...(difference && { difference }) };
}
