// One unit of a proof in this thread: fills batches, calls the implementation on copies of them, and has the outputs judged.

import type { Contract } from "../../bounds/contract.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { invoke } from "../../contract/invoke.ts";
import { doubleAnswerError } from "../../oracle/double-answer.ts";
import type { Batch } from "../../oracle/row.ts";
import type { Format } from "../../formats/format.ts";
import { Cells } from "./cells.ts";
import { RowJudge } from "./judge-rows.ts";
import { OrbitBatch } from "./orbit-batch.ts";
import { OrbitCursor } from "./orbits.ts";
import type { Plan } from "./plan.ts";
import type { ProofTally } from "./tally.ts";

export interface ProofSubject {
  readonly implementation: LayerNormImplementation;
  readonly contract: Contract;
  readonly plan: Plan;
  /** The format of the values. */
  readonly format: Format;
  readonly eps: number;
  /** Rows of a call, about; an implementation with a fixed number of rows has its own. */
  readonly rowsPerCall: number;
}

/** A call that gave no usable answer. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly batch: Batch;

  constructor(message: string, batch: Batch) {
    super(message);
    this.batch = batch;
  }
}

export class UnitRunner {
  readonly #subject: ProofSubject;
  readonly #batch: OrbitBatch;
  readonly #judge: RowJudge;

  constructor(subject: ProofSubject) {
    this.#subject = subject;
    const { contract, plan, format, eps, rowsPerCall } = subject;
    const { codes, cols: n } = plan;
    const answerError = doubleAnswerError(format, n);
    const cells = new Cells(contract, { codes, n, eps });
    this.#batch = new OrbitBatch({ plan, storage: contract.storage, eps, answerError, cells, rows: rowsPerCall });
    this.#judge = new RowJudge({ contract, codes, n, eps, answerError, cells });
  }

  /** What the unit came to; undefined when `stopped` said so. Throws CallFailed. */
  async run(unit: number, stopped: () => boolean): Promise<ProofTally | undefined> {
    const cursor = new OrbitCursor(this.#subject.plan, unit);
    this.#judge.take();
    while (this.#batch.fill(cursor)) {
      if (stopped()) return undefined;
      const outputs = callRows(this.#subject, this.#batch.x.subarray(0, this.#batch.rows * this.#batch.n));
      this.#judge.judge(this.#batch, outputs instanceof Promise ? await outputs : outputs);
    }
    return this.#judge.take();
  }
}

type Called = Pick<ProofSubject, "implementation" | "contract" | "eps" | "plan">;

/** The outputs for these rows; a promise only where the implementation answers with one. Throws CallFailed. */
export function callRows(subject: Called, x: Float64Array): Float64Array | Promise<Float64Array> {
  const { implementation, plan } = subject;
  const rows = implementation.fixed?.rows;
  return rows === undefined || x.length === rows * plan.cols ? callOnce(subject, x) : callInParts(subject, x, rows * plan.cols);
}

function callOnce({ implementation, contract, eps, plan }: Called, x: Float64Array): Float64Array | Promise<Float64Array> {
  const call = invoke(implementation, contract, { rows: x.length / plan.cols, cols: plan.cols, x, eps });
  const outputs = ({ y, failure, batch }: Awaited<typeof call>) => {
    if (failure !== undefined) throw new CallFailed(failure.message, { ...batch, x: batch.x.slice() });
    return y;
  };
  return call instanceof Promise ? call.then(outputs) : outputs(call);
}

/** Calls of a fixed length; the last is filled up with rows from its beginning. */
async function callInParts(subject: Called, x: Float64Array, length: number): Promise<Float64Array> {
  const y = new Float64Array(x.length);
  for (let from = 0; from < x.length; from += length) {
    const part = Float64Array.from({ length }, (_, i) => x[from + i < x.length ? from + i : (from + i) % x.length]);
    y.set((await callOnce(subject, part)).subarray(0, Math.min(length, x.length - from)), from);
  }
  return y;
}
