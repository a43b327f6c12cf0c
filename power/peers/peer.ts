// What a peer is, the test set-up of another project re-enacted as data, and how it judges an implementation. Peers say what the field's own
// tests let through; they are no part of a verification.

import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import type { Batch } from "../../src/oracle/row.ts";
import type { Random } from "../../src/rows/family.ts";
import { randomFrom } from "../../src/rows/random.ts";

/** One call that a project's test makes, and what it asserts of the answer. */
export interface PeerCase {
  readonly name: string;
  /** Values of the storage format of the variant. */
  readonly batch: Batch;
  /** What the project would complain about, or undefined. */
  readonly complaint: (y: ArrayLike<number>) => string | undefined;
}

/** A test in one element type: projects often have other tolerances, and fewer cases, for half than for single precision. */
export interface PeerVariant {
  readonly format: StorageFormatId;
  /** What is compared with what, and how closely, in one line. */
  readonly rule: string;
  /** The cases; where the project draws random data, the distribution is its own and the numbers are `random`'s. */
  cases(random: Random): readonly PeerCase[];
}

export interface Peer {
  /** kebab-case, equal to the file's name. */
  readonly id: string;
  readonly project: string;
  /** Repository and path of the public test. */
  readonly source: string;
  readonly description: string;
  /** One for each element type that the project tests. */
  readonly variants: readonly PeerVariant[];
}

/** What a peer says of an implementation. */
export interface PeerVerdict {
  readonly peer: string;
  /** "not tested": the project has no such test for the element type. */
  readonly outcome: "passes" | "fails" | "not tested";
  readonly cases: number;
  /** The first case that failed. */
  readonly failure?: { readonly case: string; readonly complaint: string } | undefined;
}

/** Runs a peer's cases of the implementation's storage format, until one fails. The same numbers every time. */
export async function runPeer(peer: Peer, implementation: LayerNormImplementation): Promise<PeerVerdict> {
  const variant = peer.variants.find(({ format }) => format === implementation.format);
  if (variant === undefined) return { peer: peer.id, outcome: "not tested", cases: 0 };
  const cases = casesOf(peer, variant);
  for (const one of cases) {
    const complaint = await complaintOf(one, implementation);
    if (complaint !== undefined) return { peer: peer.id, outcome: "fails", cases: cases.length, failure: { case: one.name, complaint } };
  }
  return { peer: peer.id, outcome: "passes", cases: cases.length };
}

// References take longer than most implementations, and are the same for all of them.
const drawnCases = new WeakMap<PeerVariant, readonly PeerCase[]>();

function casesOf(peer: Peer, variant: PeerVariant): readonly PeerCase[] {
  const drawn = drawnCases.get(variant) ?? variant.cases(randomFrom(`peer ${peer.id} ${variant.format}`));
  drawnCases.set(variant, drawn);
  return drawn;
}

async function complaintOf({ batch, complaint }: PeerCase, implementation: LayerNormImplementation): Promise<string | undefined> {
  const { x, rows, cols, eps, gamma, beta } = batch;
  try {
    // Copies, since an implementation may write to what it is given.
    const y = await implementation.forward(x.slice(), { rows, cols, eps, gamma: gamma?.slice(), beta: beta?.slice() });
    if (y.length !== rows * cols) return `${y.length} values instead of ${rows * cols}`;
    return complaint(y);
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}
