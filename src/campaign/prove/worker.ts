// One thread of a proof: loads the implementation, then judges the units that it is given.

import { parentPort, workerData } from "node:worker_threads";
import { contractSummary } from "../../findings/counterexample.ts";
import { doubleAnswerError } from "../../oracle/double-answer.ts";
import { isForPeople } from "../error-for-people.ts";
import { loadTarget } from "../target.ts";
import { recorded, stopRequested } from "../watch.ts";
import { callRows, CallFailed } from "./call-rows.ts";
import { fingerprintOf, sampleRows } from "./fingerprint.ts";
import type { ProofOrder, ProofWorkerData, ProofWorkerMessage } from "./protocol.ts";
import { boundNeedsOrder } from "./settle-orbit.ts";
import { ProofImpossible, subjectOf } from "./subject.ts";
import { type ProofSubject, UnitRunner } from "./unit-runner.ts";

const { target, question, callSeconds, memory } = workerData as ProofWorkerData;

/** Rows of a call: what the caches of a core hold, or fewer where a call would take longer than this. */
const rowsPerCallMax = 4096;
const callSecondsAbout = 0.2;
/** What judging a row costs a core of 2020 or later: by the double filter, and where every row needs its own bound. */
const filterSeconds = 60e-9;
const boundSeconds = 3e-6;

function post(message: ProofWorkerMessage): void {
  parentPort!.postMessage(message);
}

async function main(): Promise<void> {
  const loaded = await loadTarget(target, { callSeconds });
  if (loaded.length !== 1) throw new ProofImpossible(`${target.label} holds ${loaded.length} implementations (${loaded.map(({ id }) => id).join(", ")}); a proof is of one: give it a module of its own`);
  const implementation = recorded(loaded[0], memory);
  const subject = subjectOf(implementation, question);
  const { plan, contract, format, eps } = subject;
  const calls = { implementation, cols: plan.cols, eps };
  const fingerprint = await fingerprintOf(calls, plan.codes);
  const secondsPerRow = await timeCall(() => fingerprintCall(calls, plan.codes));
  const rowsPerCall = Math.max(16, Math.min(rowsPerCallMax, Math.floor(callSecondsAbout / secondsPerRow)));
  const runner = new UnitRunner({ ...subject, rowsPerCall });
  parentPort!.on("message", (order: ProofOrder) => {
    const work = order.kind === "unit" ? judgeUnit(runner, order.unit) : finish(loaded[0]);
    work.catch(report);
  });
  const filtered = doubleAnswerError(format, plan.cols) !== undefined && !boundNeedsOrder(contract) && contract.storage.bits < 64;
  post({
    kind: "loaded",
    task: {
      implementation: implementation.id,
      contract: contractSummary(contract),
      format: format.id,
      codes: plan.codes.length,
      rows: plan.rows,
      units: plan.starts.length,
      fingerprint,
      secondsPerRow: secondsPerRow + (filtered ? filterSeconds : boundSeconds),
    },
  });
}

async function fingerprintCall(calls: Parameters<typeof callRows>[0], codes: Float64Array): Promise<number> {
  const x = sampleRows(codes, calls.cols);
  await callRows(calls, x, new Float64Array(x.length));
  return x.length / calls.cols;
}

/** Seconds per row of the fastest call in a tenth of a second, in which the compiler gets to know the kernel. */
async function timeCall(call: () => Promise<number>): Promise<number> {
  let best = Infinity;
  const until = performance.now() + 100;
  do {
    const begun = performance.now();
    const rows = await call();
    best = Math.min(best, (performance.now() - begun) / 1000 / rows);
  } while (performance.now() < until);
  return best;
}

async function judgeUnit(runner: UnitRunner, unit: number): Promise<void> {
  const begun = performance.now();
  const tally = await runner.run(unit, () => stopRequested(memory));
  if (tally === undefined) post({ kind: "stopped" });
  else post({ kind: "unit", unit, seconds: (performance.now() - begun) / 1000, tally });
}

async function finish(implementation: ProofSubject["implementation"]): Promise<void> {
  await implementation.dispose?.();
  post({ kind: "done" });
  parentPort!.close();
}

function report(error: unknown): void {
  if (error instanceof CallFailed) return post({ kind: "failed", message: error.message, batch: error.batch });
  const ours = !isForPeople(error);
  post({ kind: "error", message: error instanceof Error ? ((ours && error.stack) || error.message) : String(error), ours });
}

main().catch(report);
