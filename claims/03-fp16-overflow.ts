// What does overflow when values of 1e8 meet fp16, and which rows that fp16 can hold break a LayerNorm: each stage of the computation has a threshold.

import { fp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { bf16 } from "../src/formats/bf16.ts";
import { nextUp } from "../src/formats/neighbours.ts";
import fp32Kernel from "../src/impls/fp32.ts";
import mixedBf16 from "../src/impls/mixed-bf16.ts";
import mixedFp16 from "../src/impls/mixed-fp16.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import stableFp16 from "../src/impls/stable-fp16.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import type { Claim } from "./claim.ts";
import { errorOf, type Kind, kindOf, wrongFrom } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run } from "./experiments/run.ts";
import { count, exactText, percent, rowText, short } from "./numbers.ts";

interface Step {
  readonly size: number;
  /** Values that the conversion to fp16 made infinite. */
  readonly lost: number;
  /** The first stage that is not finite in fp16 arithmetic, and what comes out. */
  readonly stage: string;
  readonly naive: Kind;
  readonly mixed: Kind;
}

interface Threshold {
  readonly n: number;
  /** The smallest a for which n values ±a give zeros, NaN or infinities. */
  readonly alternating: number;
  /** The error at ±1: a running sum that stalls. */
  readonly errorAtOne: number;
  /** The smallest a for which n values a give NaN or infinities. */
  readonly constant: number;
}

interface Measured {
  readonly rows: number;
  readonly n: number;
  readonly finiteValues: number;
  /** Rows with an output that is not finite, by kernel. */
  readonly broken: Readonly<Record<string, number>>;
  readonly fp32ErrorMax: number;
  readonly bf16ErrorMax: number;
  readonly ladder: readonly Step[];
  readonly thresholds: readonly Threshold[];
  /** The smallest fp16 value whose square is not finite. */
  readonly square: number;
}

const fp16Kernels = [naiveFp16, mixedFp16, stableFp16];
const width = 768;

function measure(): Measured {
  const [rows, n] = [64, 64];
  const broken: Record<string, number> = Object.fromEntries(fp16Kernels.map(({ id }) => [id, 0]));
  let [finiteValues, fp32ErrorMax, bf16ErrorMax] = [0, 0, 0];
  for (let r = 0; r < rows; r++) {
    const x = normalRow({ seed: `claim 3, row ${r}`, n, size: 1e8 });
    const half = cast(x, fp16);
    finiteValues += half.filter(Number.isFinite).length;
    for (const kernel of fp16Kernels) if (!run(kernel, half).every(Number.isFinite)) broken[kernel.id]!++;
    const [single, brain] = [cast(x, fp32), cast(x, bf16)];
    fp32ErrorMax = Math.max(fp32ErrorMax, errorOf(run(fp32Kernel, single), exactAnswer({ x: single, eps: 1e-5 })!));
    bf16ErrorMax = Math.max(bf16ErrorMax, errorOf(run(mixedBf16, brain), exactAnswer({ x: brain, eps: 1e-5 })!));
  }
  const thresholds = [2, 16, 64, width, 4096].map((length): Threshold => {
    const alternating = (a: number) => Float64Array.from({ length }, (_, i) => (i % 2 === 0 ? a : -a));
    const one = alternating(1);
    return {
      n: length,
      alternating: smallest((a) => run(naiveFp16, alternating(a)).every((value) => value === 0 || !Number.isFinite(value))),
      errorAtOne: errorOf(run(naiveFp16, one), exactAnswer({ x: one, eps: 1e-5 })!),
      constant: smallest((a) => !run(naiveFp16, new Float64Array(length).fill(a)).every(Number.isFinite)),
    };
  });
  let square = 1;
  while (Number.isFinite(fp16.round(square * square))) square = nextUp(fp16, square);
  return { rows, n, finiteValues, broken, fp32ErrorMax, bf16ErrorMax, ladder: [1, 4, 16, 64, 256, 1e4, 3e4, 1e5, 1e8].map(step), thresholds, square };
}

function step(size: number): Step {
  const x = cast(normalRow({ seed: `claim 3, size ${size}`, n: width, size }), fp16);
  const lost = x.filter((value) => !Number.isFinite(value)).length;
  const exact = exactAnswer({ x, eps: 1e-5 });
  const kind = (y: Float64Array): Kind => (exact ? kindOf(y, exact) : y.every(Number.isFinite) ? "wrong" : "not finite");
  let stage = lost > 0 ? "the cast" : "–";
  const y = run(naiveFp16, x, {
    trace(name, _, value) {
      if (stage === "–" && typeof value === "number" && !Number.isFinite(value)) stage = name;
    },
  });
  return { size, lost, stage, naive: kind(y), mixed: kind(run(mixedFp16, x)) };
}

/** By bisection over the fp16 values from 1 on: overflow is monotone. */
function smallest(overflows: (a: number) => boolean): number {
  let [good, bad] = [1, fp16.maxFinite];
  while (nextUp(fp16, good) < bad) {
    const middle = fp16.round((good + bad) / 2);
    if (overflows(middle)) bad = middle;
    else good = middle;
  }
  return bad;
}

export default {
  id: "03-fp16-overflow",
  title: "Large values in half precision",
  statement: "Normal noise times 1e8 gives infinities or NaN in fp16, while fp32 handles it.",
  measure,
  judge({ rows, n, finiteValues, broken, fp32ErrorMax, bf16ErrorMax, thresholds }) {
    const usual = thresholds.find((one) => one.n === width)!;
    const good = fp32ErrorMax < wrongFrom;
    const every = Object.values(broken).every((one) => one === rows);
    if (!good || Object.values(broken).every((one) => one === 0)) return { verdict: "refuted", because: `fp32 is off by up to ${short(fp32ErrorMax)}, and ${Math.max(...Object.values(broken))} of ${rows} rows are not finite in fp16.` };
    if (!every) return { verdict: "depends", because: `On the kernel: ${Object.entries(broken).map(([id, one]) => `${id} ${one} of ${rows} rows`).join(", ")}.` };
    return {
      verdict: "confirmed",
      because: `But the conversion does it, before any LayerNorm: ${count(rows * n - finiteValues)} of ${count(rows * n)} values are ±∞. In fp16 arithmetic ±${short(usual.alternating)} is enough at n = ${usual.n}.`,
      further: `So the best fp16 kernel fails as the worst does, and bf16, which has fewer digits and more range, ${bf16ErrorMax < wrongFrom ? "does not" : "does too"} (error ${short(bf16ErrorMax, 1)}).`,
    };
  },
  show({ thresholds, ladder, square, n, rows }) {
    const a = thresholds[0]!.alternating;
    const stalled = thresholds.at(-1)!;
    const x = Float64Array.of(a, -a);
    return {
      row: {
        caption: "The smallest pair that fp16 arithmetic cannot normalise: Σd² is no longer finite, 1/√∞ is 0, and every output is 0. No NaN, no ∞ to see.",
        lines: [rowText("x", fp16, x), rowText("naive-fp16", fp16, run(naiveFp16, x)), rowText("mixed-fp16", fp16, run(mixedFp16, x)), exactText("exact", exactAnswer({ x, eps: 1e-5 })!.y)],
      },
      tables: [
        {
          caption: `Normal noise of a size, n = ${width}: where fp16 arithmetic (naive-fp16) first is not finite, and what comes out of it and of fp32 statistics on the same fp16 values (mixed-fp16).`,
          head: ["size", "±∞ after the cast", "first stage not finite", "naive-fp16", "mixed-fp16"],
          rows: ladder.map(({ size, lost, stage, naive, mixed }) => [short(size), percent(lost, width), stage, naive, mixed]),
        },
        {
          caption: "The smallest values for which naive-fp16 gives nothing but zeros, or NaN: n values ±a, whose squares overflow when they are summed, and n values a, whose own sum does. Between them its error at ±1.",
          head: ["n", "±a", "√(65520/n)", "error at ±1", "n × a", "65520/n"],
          rows: thresholds.map((one) => [String(one.n), short(one.alternating), short(Math.sqrt(fp16.overflowThreshold / one.n)), percent(one.errorAtOne, 1), short(one.constant), short(fp16.overflowThreshold / one.n)]),
        },
      ],
      remarks: [
        `*Every kernel must fail on an infinite input*: x − mean is ∞ − ∞, or the variance is. The ${rows} rows of ${n} values say nothing about LayerNorm. fp16 ends at 65504; what is ±65520 or more becomes ±∞.`,
        `*Three thresholds lie below the cast.* One square is infinite from |d| = ${short(square)} on. The sum of n squares is from a root mean square of √(65520/n) on. The sum of the row itself is from a mean of 65520/n on. Long rows need not even overflow: a running sum of ones in fp16 stalls at 2048, so the variance of ${stalled.n} values ±1 comes out as ${short(2048 / stalled.n)}, and every output is off by ${percent(stalled.errorAtOne, 1)}.`,
      ],
    };
  },
} satisfies Claim<Measured>;
