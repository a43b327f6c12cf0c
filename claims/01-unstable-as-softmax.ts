// Naive softmax is unstable because it does not shift before it exponentiates. LayerNorm has the same pair of algorithms: one pass over the raw values,
// or two, the second over centred ones. All are run on the same rows.

import { fp32 } from "../src/formats/fp32.ts";
import { roundFp16 } from "../src/formats/fp16.ts";
import corrected from "../src/impls/corrected-two-pass-fp32.ts";
import onePass from "../src/impls/one-pass-fp32.ts";
import twoPass from "../src/impls/fp32.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { logLogSvg } from "../src/report/figures/log-log.ts";
import type { Claim } from "./claim.ts";
import { absoluteError, layerNormUnavoidable, softmaxUnavoidable } from "./experiments/conditioning.ts";
import { errorOf, wrongFrom } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run, usualEps } from "./experiments/run.ts";
import { naiveSoftmax, stableSoftmax } from "./experiments/softmax.ts";
import { exactText, rowText, short } from "./numbers.ts";

const subjects = ["naive softmax", "stable softmax", "one-pass LayerNorm", "two-pass LayerNorm", "corrected two-pass LayerNorm"] as const;
type Subject = (typeof subjects)[number];
type Amplification = Readonly<Record<Subject, number>>;

interface Measured {
  /** Worst error ÷ unavoidable error, by the offset of rows around it; Infinity where something is not finite. */
  readonly byOffset: readonly { readonly offset: number; readonly worst: Amplification }[];
  readonly bySize: readonly { readonly size: number; readonly worst: Amplification }[];
  readonly softmaxLimit: { readonly fp32: number; readonly fp16: number };
  /** The smallest k for which one pass is off by 1 % or more on [k, k + 1]. */
  readonly pair: number;
}

const n = 64;
const rowsEach = 12;
const u = 2 ** -24;
const { fround } = Math;

function worstOf(name: string, size: number, offset: number): Amplification {
  const worst = Object.fromEntries(subjects.map((subject) => [subject, 0])) as Record<Subject, number>;
  for (let r = 0; r < rowsEach; r++) {
    const x = cast(normalRow({ seed: `claim 1, ${name}, row ${r}`, n, size, offset }), fp32);
    // Doubles with the largest value taken out: some 2^29 times more accurate than what is judged.
    const p = stableSoftmax(x, (value) => value);
    const answer = exactAnswer({ x, eps: usualEps })!;
    const [softmaxError, error] = [softmaxUnavoidable(x, p, u), layerNormUnavoidable(x, answer, u)];
    const ratios: Amplification = {
      "naive softmax": absoluteError(naiveSoftmax(x, fround), p) / softmaxError,
      "stable softmax": absoluteError(stableSoftmax(x, fround), p) / softmaxError,
      "one-pass LayerNorm": absoluteError(run(onePass, x), answer.y) / error,
      "two-pass LayerNorm": absoluteError(run(twoPass, x), answer.y) / error,
      "corrected two-pass LayerNorm": absoluteError(run(corrected, x), answer.y) / error,
    };
    for (const subject of subjects) worst[subject] = Math.max(worst[subject], ratios[subject]);
  }
  return worst;
}

function measure(): Measured {
  const offsets = [1, 3, 10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7];
  return {
    byOffset: offsets.map((offset) => ({ offset, worst: worstOf(`offset ${offset}`, 1, offset) })),
    bySize: [1, 10, 100, 1e4, 1e8, 1e16].map((size) => ({ size, worst: worstOf(`size ${size}`, size, 0) })),
    softmaxLimit: { fp32: smallestPair((k) => !naiveSoftmax(Float64Array.of(k, k), fround).every(Number.isFinite)), fp16: smallestPair((k) => !naiveSoftmax(Float64Array.of(k, k), roundFp16).every(Number.isFinite)) },
    pair: smallestPair((k) => errorOf(run(onePass, Float64Array.of(k, k + 1)), exactAnswer({ x: Float64Array.of(k, k + 1), eps: usualEps })!) >= wrongFrom),
  };
}

function smallestPair(breaks: (k: number) => boolean): number {
  for (let k = 1; k < 1e5; k++) if (breaks(k)) return k;
  return Infinity;
}

/** The sum of the row has an error of at most (n − 1)·u·mean|x|: n times what rounding the inputs does, and a few roundings more. */
const stableMax = n;

export default {
  id: "01-unstable-as-softmax",
  title: "Unstable as a naive softmax?",
  statement: "LayerNorm is not inherently unstable as a naive softmax is; trouble comes from the data and the precision.",
  measure,
  judge({ byOffset, bySize, pair }) {
    const worst = (subject: Subject) => Math.max(...[...byOffset, ...bySize].map((one) => one.worst[subject]));
    const stable = (subject: Subject) => worst(subject) <= stableMax;
    const times = (subject: Subject) => `at most ${short(worst(subject), 2)} times what rounding the inputs does`;
    if (!stable("two-pass LayerNorm") || !stable("corrected two-pass LayerNorm")) return { verdict: "refuted", because: `Even two passes amplify rounding errors ${short(worst("two-pass LayerNorm"))} times.` };
    if (stable("naive softmax")) return { verdict: "refuted", because: `The naive softmax is stable on these rows: ${times("naive softmax")}.` };
    if (stable("one-pass LayerNorm")) return { verdict: "confirmed", because: `Every family is stable: one pass errs by ${times("one-pass LayerNorm")}.` };
    return { verdict: "depends", because: `On the algorithm, which the sentence leaves out: two passes err by ${times("two-pass LayerNorm")}, one pass breaks as the naive softmax does.`, further: `For the same reason: E[x²] − E[x]², as exp(x)/Σexp(x), does not shift first. Of the rows [k, k + 1] the first that it gets wrong in fp32 is [${pair}, ${pair + 1}].` };
  },
  show({ byOffset, bySize, softmaxLimit, pair }) {
    const [k, x] = [softmaxLimit.fp32, Float64Array.of(pair, pair + 1)];
    const cells = (worst: Amplification) => subjects.map((subject) => (worst[subject] === Infinity ? "not finite" : short(worst[subject], 2)));
    // Beyond 10⁶ one pass is finite again by luck, and a line would lead there.
    const drawn = byOffset.filter(({ offset }) => offset <= 1e6);
    const line = (label: string, subject: Subject) => ({ label, points: drawn.flatMap(({ offset, worst }) => (worst[subject] < Infinity ? [{ x: offset, y: worst[subject] }] : [])) });
    const crosses = (subject: Subject) => drawn.filter(({ worst }) => worst[subject] === Infinity).map(({ offset }) => offset);
    return {
      row: {
        caption: `In fp32 the naive softmax is lost from [${k}, ${k}] on (in fp16 from [${softmaxLimit.fp16}, ${softmaxLimit.fp16}]), of [k, k + 1] the first that one pass gets wrong by 1 % or more is [${pair}, ${pair + 1}]. Both have a twin that is right.`,
        lines: [
          rowText("x", fp32, [k, k]),
          rowText("naive softmax", fp32, naiveSoftmax(Float64Array.of(k, k), fround)),
          rowText("stable softmax", fp32, stableSoftmax(Float64Array.of(k, k), fround)),
          "",
          rowText("x", fp32, x),
          rowText("one-pass-fp32", fp32, run(onePass, x)),
          rowText("fp32 (two passes)", fp32, run(twoPass, x)),
          exactText("exact LayerNorm", exactAnswer({ x, eps: usualEps })!.y),
        ],
      },
      tables: [
        {
          caption: `Largest error in fp32 as a multiple of what changing every input by half an ulp can do to the exact outputs (1: as good as the row allows; n: stable). Normal noise, n = ${n}, ${rowsEach} rows each.`,
          head: ["rows", ...subjects],
          rows: [...bySize.map(({ size, worst }) => [`size ${short(size)}`, ...cells(worst)]), ...byOffset.filter(({ offset }) => [10, 100, 1e3, 1e4, 1e6, 1e7].includes(offset)).map(({ offset, worst }) => [`${short(offset)} + size 1`, ...cells(worst)])],
        },
      ],
      figure: {
        svg: `${logLogSvg({
          title: "Amplification of rounding errors",
          description: "Largest error divided by what rounding the inputs alone does, over the offset of the row: flat for the stable softmax and the two-pass LayerNorm, growing without end for the naive softmax and the one-pass LayerNorm",
          xLabel: "offset",
          yLabel: "times",
          columns: 2,
          standalone: true,
          panels: [
            { title: "softmax", subtitle: "offset + normal noise, fp32, n = 64", lines: [line("naive", "naive softmax"), line("stable", "stable softmax")], crosses: crosses("naive softmax") },
            { title: "LayerNorm", subtitle: "the same rows", lines: [line("1-pass", "one-pass LayerNorm"), line("2-pass", "two-pass LayerNorm"), line("corr.", "corrected two-pass LayerNorm")], crosses: crosses("one-pass LayerNorm") },
          ],
        })}\n`,
        caption: "Amplification of rounding errors over the offset of the row, softmax beside LayerNorm",
      },
      remarks: [
        "*Why.* Both functions do not change when a constant is added to the row. The stable algorithms use that at once: they subtract the maximum, or the mean, while it still costs one rounding. The unstable ones carry the constant through a nonlinear function, exp or the square, and cancel afterwards what no longer fits the format.",
        "*The rest of the sentence* is true of two passes: their error is that of the data (κ·u, the row's own condition) and of the range of the format. The corrected two-pass algorithm is better than κ·u, since subtracting close numbers is exact (Sterbenz): it does what the inputs, taken as exact, deserve.",
      ],
    };
  },
} satisfies Claim<Measured>;
