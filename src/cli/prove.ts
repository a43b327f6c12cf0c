// `normfuzz prove`: every row of a few values of a format, a verdict for all of them, and a record that later reports quote.

import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { examineProof } from "../campaign/prove/examine-proof.ts";
import type { ProofTask } from "../campaign/prove/protocol.ts";
import { type ProofOutcome, type ProofState, prove } from "../campaign/prove/prove.ts";
import { tallyJson } from "../campaign/prove/tally-json.ts";
import type { ImplementationResult } from "../campaign/result.ts";
import { profiles } from "../campaign/settings.ts";
import { resolveTarget, type Target } from "../campaign/target.ts";
import { version } from "../campaign/version.ts";
import { proofName, proofText, writeProof } from "../findings/proof-record.ts";
import type { ProofRecord } from "../findings/proof-schema.ts";
import { epsText } from "../findings/value-text.ts";
import { writeAtomically } from "../findings/write-atomically.ts";
import { formatOf } from "../formats/format-of.ts";
import { violationCard } from "../report/card.ts";
import { reportedResult } from "../report/from-results.ts";
import { proofFields, proofSentence } from "../report/proof-text.ts";
import { plainText } from "../report/plain-text.ts";
import { terminalCard, terminalFacts } from "../report/terminal.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { colourOf, type Io, widthOf } from "./io.ts";
import { keep } from "./keep.ts";
import { duration, proofProgress } from "./proof-progress.ts";
import { shellWord } from "./shell-word.ts";
import { UsageError } from "./usage-error.ts";
import { checkPlaces } from "./write-reports.ts";

export interface ProveCommandOptions {
  readonly format?: string;
  readonly cols: number;
  readonly eps: number;
  readonly workers?: number;
  readonly state?: string;
  readonly restart?: boolean;
  readonly report: string;
  readonly json?: string;
  readonly callSeconds?: number;
  readonly yes?: boolean;
}

/** Longer than this, and nobody starts it by mistake. */
const hoursMax = 24;
const labelWidth = 12;

export async function proveCommand(word: string, options: ProveCommandOptions, io: Io): Promise<ExitCode> {
  const target = await oneTarget(word);
  checkPlaces({ report: options.report, json: options.json });
  const workers = options.workers ?? availableParallelism();
  const callSeconds = options.callSeconds ?? profiles.local.callSeconds;
  const eps = Math.fround(options.eps);
  const folder = join(options.report, "proofs");
  const display = proofProgress(io);
  const { state, unanswered } = await prove({
    target,
    question: { format: options.format, cols: options.cols, eps },
    workers,
    callSeconds,
    journal: (task) => options.state ?? join(folder, `${nameOf(task, options.cols, eps)}.journal.jsonl`),
    restart: options.restart ?? false,
    onTask: (task, rowsDone) => announce(task, rowsDone, { workers, options, io }),
    onProgress: (progress) => display.update(progress),
    signal: io.signal,
  }).finally(() => display.end());

  const examined = await examineProof({ target, tally: state?.tally ?? noTally, unanswered, eps, callSeconds });
  const shown = examined && cards(examined, { target, folder, io });
  const width = widthOf(io);
  if (state !== undefined) conclude(state, { unanswered, shown, folder, options, io });
  for (const card of shown?.texts ?? []) io.stdout.write(`\n${card}`);
  if (unanswered !== undefined && shown === undefined) io.stdout.write(`${plainText(`✗ ${target.label}: ${unanswered.message}`).slice(0, width)}\n`);
  return exitCodeOf({ state, unanswered });
}

const noTally = { rows: 0, proved: 0, violated: 0, beyond: 0, orbits: 0, misrounded: 0, evaluated: 0, margin: -1, ulps: 0, negationBroken: 0, orderBroken: 0, violations: {} };

async function oneTarget(word: string): Promise<Target> {
  const targets = await resolveTarget(word);
  if (targets.length !== 1) throw new UsageError(`${word} is ${targets.length} implementations; a proof is of one: ${targets.map(({ label }) => label).join(", ")}`);
  return targets[0]!;
}

function nameOf({ implementation, format }: Pick<ProofTask, "implementation" | "format">, cols: number, eps: number): string {
  return proofName({ implementation, format: format as ProofRecord["format"], cols, eps: epsText(eps) });
}

interface Announcement {
  readonly workers: number;
  readonly options: ProveCommandOptions;
  readonly io: Io;
}

/** Says what is begun; throws a UsageError where it would take days and nobody said that this is meant. */
function announce(task: ProofTask, rowsDone: number, { workers, options, io }: Announcement): void {
  const seconds = ((task.rows - rowsDone) * task.secondsPerRow) / Math.min(workers, task.units);
  const rows = `${task.rows.toLocaleString("en-US")} rows of ${options.cols} ${task.format} ${options.cols === 1 ? "value" : "values"}`;
  if (seconds > hoursMax * 3600 && !options.yes) {
    throw new UsageError(`${rows} would take about ${duration(seconds)} on ${workers} ${workers === 1 ? "core" : "cores"}; choose fewer --cols or a smaller --format, or say --yes`);
  }
  const resumed = rowsDone === 0 ? "" : ` · ${rowsDone.toLocaleString("en-US")} of them were judged before`;
  io.stderr.write(`${task.implementation}: ${rows}, about ${duration(seconds)} on ${workers} ${workers === 1 ? "core" : "cores"}${resumed}\n`);
}

interface Shown {
  readonly texts: readonly string[];
  readonly fixtures: Readonly<Record<string, string>>;
}

/** The violated properties as cards, and the fixtures that were written for them. */
function cards(result: ImplementationResult, { target, folder, io }: { readonly target: Target; readonly folder: string; readonly io: Io }): Shown {
  const ofFile = target.kind === "module" || target.kind === "onnx" || target.kind === "wgsl" || target.kind === "process";
  const kept = keep(result, {
    regressions: join(folder, "counterexamples"),
    report: folder,
    readOnly: Boolean(io.env.CI),
    where: () => (ofFile ? ` --implementation ${shellWord(target.label)}` : ""),
    onError: (message) => io.stderr.write(`normfuzz: ${message}\n`),
  });
  const reported = reportedResult(result, (counterexample) => kept.get(counterexample) ?? {});
  const failed = reported.properties.filter(({ status }) => status === "fail");
  const width = widthOf(io);
  const texts = failed.map((property) => terminalCard(violationCard(reported, property, width - labelWidth), { width, colour: colourOf(io) }));
  return { texts, fixtures: Object.fromEntries(failed.flatMap(({ property, fixture }) => (fixture === undefined ? [] : [[property, fixture]]))) };
}

interface Conclusion {
  readonly unanswered: ProofOutcome["unanswered"];
  readonly shown: Shown | undefined;
  readonly folder: string;
  readonly options: ProveCommandOptions;
  readonly io: Io;
}

function conclude(state: ProofState, { unanswered, shown, folder, options, io }: Conclusion): void {
  const { task, header, tally, complete, seconds, journal } = state;
  const { schema: _, units: __, ...subject } = header;
  const record: ProofRecord = {
    schema: "normfuzz/proof/1",
    ...subject,
    version,
    verdict: tally.violated > 0 ? "violated" : "proved",
    codes: task.codes,
    tally: tallyJson(tally, formatOf(task.format)),
    fixtures: { ...shown?.fixtures },
    seconds: Number(seconds.toFixed(1)),
  };
  const bad = tally.violated > 0 || unanswered !== undefined;
  const place = (file: string) => relative(process.cwd(), file) || file;
  const fields = proofFields(record, complete);
  fields.push({ label: "time", text: `${duration(seconds)} of thread time` });
  if (complete) {
    fields.push({ label: "record", text: place(writeProof(folder, record)) });
    journal.remove();
    if (options.json !== undefined) writeAtomically(options.json, proofText(record));
  } else {
    fields.push({ label: "journal", text: `${place(journal.file)}: the same command continues from here` });
  }
  const title = complete ? proofSentence(record) : `not finished: ${tally.rows.toLocaleString("en-US")} of ${task.rows.toLocaleString("en-US")} rows judged, ${tally.violated.toLocaleString("en-US")} violated`;
  const sign = bad ? "✗" : complete ? "✓" : "!";
  io.stdout.write(terminalFacts({ sign, title: `${task.implementation}: ${title}`, fields }, { width: widthOf(io), colour: colourOf(io) }));
  if (tally.violated > 0) {
    for (const property of Object.keys(tally.violations)) {
      if (shown?.texts.some((text) => text.includes(property))) continue;
      const { first } = tally.violations[property]!;
      io.stdout.write(`✗ ${property}: does not come back when its row is called alone, x = [${first.x.join(", ")}]\n`);
    }
  }
}

function exitCodeOf({ state, unanswered }: ProofOutcome): ExitCode {
  if (unanswered !== undefined || (state?.tally.violated ?? 0) > 0) return exitCodes.violation;
  return state?.complete ? exitCodes.pass : exitCodes.interrupted;
}
