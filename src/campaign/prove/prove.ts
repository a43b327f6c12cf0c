// A proof by trying every row, on all cores: hands out units, writes down what came back, and ends when all is done, when somebody
// asks for it, or when a call gives no answer.

import type { JournalHeader, JournalUnit } from "../../findings/proof-schema.ts";
import { epsText } from "../../findings/value-text.ts";
import { formatOf } from "../../formats/format-of.ts";
import type { Batch } from "../../oracle/row.ts";
import type { Target } from "../target.ts";
import { version } from "../version.ts";
import { type Journal, openJournal } from "./journal.ts";
import { Lane } from "./lane.ts";
import type { ProofTask, ProofWorkerMessage } from "./protocol.ts";
import { ProofImpossible, type Question } from "./subject.ts";
import { addTallies, emptyProofTally, type ProofTally } from "./tally.ts";
import { tallyFrom, tallyJson } from "./tally-json.ts";

export interface ProofProgress {
  readonly task: ProofTask;
  /** Rows judged, by this run and by those that it continues. */
  readonly rows: number;
  readonly violated: number;
  /** Rows judged, and seconds passed, since this run began. */
  readonly rowsNow: number;
  readonly seconds: number;
}

export interface ProofRequest {
  readonly target: Target;
  readonly question: Question;
  readonly workers: number;
  readonly callSeconds: number;
  /** Where the journal of this task is kept. */
  readonly journal: (task: ProofTask) => string;
  readonly restart: boolean;
  /** Called when it is known what there is to do, and how much of it was done before; throws to refuse. */
  readonly onTask?: (task: ProofTask, rowsDone: number) => void;
  readonly onProgress?: ((progress: ProofProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far a proof has come. */
export interface ProofState {
  readonly task: ProofTask;
  readonly header: JournalHeader;
  readonly tally: ProofTally;
  /** Every unit is done: tally.rows is codes^cols. */
  readonly complete: boolean;
  /** Thread seconds of all units, in all runs. */
  readonly seconds: number;
  readonly journal: Journal;
}

/** A call that gave no answer: why, whether it was lost with its thread, and its input where that is known. */
export interface Unanswered {
  readonly message: string;
  readonly lost: boolean;
  readonly batch: Batch | undefined;
}

export interface ProofOutcome {
  /** Undefined when the run ended before anything could be asked of the implementation. */
  readonly state: ProofState | undefined;
  readonly unanswered: Unanswered | undefined;
}

/** Rejects with an error for people where the target or the journal is wrong. */
export function prove(request: ProofRequest): Promise<ProofOutcome> {
  return new ProofRun(request).run();
}

class ProofRun {
  readonly #request: ProofRequest;
  readonly #lanes = new Set<Lane>();
  readonly #units: JournalUnit[] = [];
  #task: ProofTask | undefined;
  #header!: JournalHeader;
  #journal!: Journal;
  #queue: number[] = [];
  #begun = 0;
  #rows = 0;
  #rowsNow = 0;
  #violated = 0;
  #stopping = false;
  #unanswered: Unanswered | undefined;
  #stuck: Lane | undefined;
  #finish!: (error?: unknown) => void;

  constructor(request: ProofRequest) {
    this.#request = request;
  }

  async run(): Promise<ProofOutcome> {
    const { signal } = this.#request;
    const stop = () => this.#stop();
    signal?.addEventListener("abort", stop);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#finish = (error) => (error === undefined ? resolve() : reject(error));
        this.#start();
        if (signal?.aborted) stop();
      });
    } finally {
      signal?.removeEventListener("abort", stop);
      await Promise.all([...this.#lanes].map((lane) => lane.end(lane === this.#stuck || !lane.loaded)));
    }
    return { state: this.#task && this.#state(this.#task), unanswered: this.#unanswered };
  }

  #start(): void {
    const { target, question, callSeconds } = this.#request;
    const lane = new Lane({
      target,
      question,
      callSeconds,
      onMessage: (message, from) => {
        try {
          this.#receive(message, from);
        } catch (error) {
          this.#finish(error);
        }
      },
      onLost: (how, batch, from) => {
        this.#stuck = from;
        if (this.#task === undefined && batch === undefined) return this.#finish(new ProofImpossible(`${target.label}: loading it ${how}`));
        this.#giveUp({ message: `forward ${how}`, lost: true, batch });
      },
    });
    this.#lanes.add(lane);
  }

  #receive(message: ProofWorkerMessage, lane: Lane): void {
    switch (message.kind) {
      case "loaded":
        if (this.#task === undefined) this.#begin(message.task);
        else if (message.task.fingerprint !== this.#task.fingerprint) {
          throw new ProofImpossible(`${this.#task.implementation} gives other outputs for the same rows each time it is loaded: what is proved of one call is not true of the next`);
        }
        this.#next(lane);
        break;
      case "unit":
        this.#add({ unit: message.unit, seconds: message.seconds, tally: tallyJson(message.tally, formatOf(this.#task!.format)) }, true);
        this.#next(lane);
        break;
      case "stopped":
        this.#retire(lane);
        break;
      case "failed":
        this.#giveUp({ message: message.message, lost: false, batch: message.batch });
        break;
      case "error":
        throw message.ours ? new Error(`normfuzz failed on ${this.#request.target.label}: ${message.message}`) : new ProofImpossible(message.message);
      case "done":
    }
  }

  #begin(task: ProofTask): void {
    const { journal, restart, onTask, question, workers } = this.#request;
    this.#task = task;
    this.#header = {
      schema: "normfuzz/proof-journal/1",
      implementation: task.implementation,
      format: task.format as JournalHeader["format"],
      cols: question.cols,
      eps: epsText(question.eps),
      contract: task.contract,
      fingerprint: task.fingerprint,
      version,
      units: task.units,
    };
    this.#journal = openJournal(journal(task), this.#header, restart);
    for (const unit of this.#journal.resumed) this.#add(unit, false);
    onTask?.(task, this.#rows);
    this.#journal.begin();
    const done = new Set(this.#units.map(({ unit }) => unit));
    this.#queue = Array.from({ length: task.units }, (_, unit) => unit).filter((unit) => !done.has(unit));
    this.#begun = performance.now();
    for (let lane = 1; lane < Math.min(workers, this.#queue.length); lane++) this.#start();
  }

  #next(lane: Lane): void {
    const unit = this.#stopping ? undefined : this.#queue.shift();
    if (unit === undefined) this.#retire(lane);
    else lane.order({ kind: "unit", unit });
  }

  #add(unit: JournalUnit, fresh: boolean): void {
    this.#units.push(unit);
    this.#rows += unit.tally.rows;
    this.#violated += unit.tally.violated;
    if (!fresh) return;
    this.#journal.add(unit);
    this.#rowsNow += unit.tally.rows;
    const seconds = (performance.now() - this.#begun) / 1000;
    this.#request.onProgress?.({ task: this.#task!, rows: this.#rows, violated: this.#violated, rowsNow: this.#rowsNow, seconds });
  }

  #retire(lane: Lane): void {
    this.#lanes.delete(lane);
    void lane.end(false).then(() => {
      if (this.#lanes.size === 0) this.#finish();
    });
  }

  #giveUp(unanswered: Unanswered): void {
    if (this.#unanswered !== undefined) return;
    this.#unanswered = unanswered;
    this.#stop();
    this.#finish();
  }

  #stop(): void {
    this.#stopping = true;
    for (const lane of this.#lanes) lane.requestStop();
  }

  #state(task: ProofTask): ProofState {
    // In the order of the units, whichever lane was first: the same examples every time.
    const units = [...this.#units].sort((a, b) => a.unit - b.unit);
    const tally = units.reduce((sum, unit) => addTallies(sum, tallyFrom(unit.tally, formatOf(task.format))), emptyProofTally);
    const complete = units.length === task.units;
    if (tally.proved + tally.violated + tally.beyond !== tally.rows) throw new Error(`${tally.rows} rows were judged, but ${tally.proved} + ${tally.violated} + ${tally.beyond} counted`);
    if (complete && tally.rows !== task.rows) throw new Error(`all units are done, but ${tally.rows} rows were judged where there are ${task.codes}^${this.#header.cols} = ${task.rows}`);
    const seconds = units.reduce((sum, unit) => sum + unit.seconds, 0);
    return { task, header: this.#header, tally, complete, seconds, journal: this.#journal };
  }
}
