// One unit of a proof in this thread: fills batches, calls the implementation on copies of them, and has the outputs judged.

import type { Contract } from "../../bounds/contract.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { doubleAnswerError } from "../../oracle/double-answer.ts";
import type { Format } from "../../formats/format.ts";
import { callRows, type RowCalls } from "./call-rows.ts";
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

export class UnitRunner {
  readonly #subject: ProofSubject;
  readonly #batch: OrbitBatch;
  readonly #judge: RowJudge;
  readonly #calls: RowCalls;
  readonly #y: Float64Array;

  constructor(subject: ProofSubject) {
    this.#subject = subject;
    const { contract, plan, format, eps, rowsPerCall } = subject;
    const { codes, cols: n } = plan;
    const answerError = doubleAnswerError(format, n);
    const cells = new Cells(contract, { codes, n, eps });
    this.#batch = new OrbitBatch({ plan, storage: contract.storage, eps, answerError, cells, rows: rowsPerCall });
    this.#calls = { implementation: subject.implementation, cols: n, eps };
    this.#y = new Float64Array(this.#batch.x.length);
    this.#judge = new RowJudge({ contract, codes, n, eps, answerError, cells });
  }

  /** What the unit came to; undefined when `stopped` said so. Throws CallFailed. */
  async run(unit: number, stopped: () => boolean): Promise<ProofTally | undefined> {
    const cursor = new OrbitCursor(this.#subject.plan, unit);
    this.#judge.take();
    while (this.#batch.fill(cursor)) {
      if (stopped()) return undefined;
      const values = this.#batch.rows * this.#batch.n;
      const pending = callRows(this.#calls, this.#batch.x.subarray(0, values), this.#y);
      if (pending !== undefined) await pending;
      this.#judge.judge(this.#batch, this.#y);
    }
    return this.#judge.take();
  }
}
