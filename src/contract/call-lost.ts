// What an implementation that lives elsewhere rejects a call with when it was lost together with it: the call's failure is then told by its
// kind (no answer, crash …), not as something that was thrown.

/**
 * no-answer: not within the time limit. protocol: something else than an answer came. memory: more than it may have. abandoned: not within a
 * shorter time than it may take, so that nothing is known.
 */
export type LossKind = "no-answer" | "crash" | "protocol" | "memory" | "abandoned";

const lossKinds: Readonly<Record<LossKind, true>> = { "no-answer": true, crash: true, protocol: true, memory: true, abandoned: true };

/** Whether a failure of this kind took the process with it. */
export function isLoss(kind: string): kind is LossKind {
  return Object.hasOwn(lossKinds, kind);
}

export class CallLost extends Error {
  override readonly name = "CallLost";
  readonly kind: LossKind;

  /** `how` follows "forward": "crashed: SIGSEGV". */
  constructor(kind: LossKind, how: string) {
    super(how);
    this.kind = kind;
  }
}
