// What ε is after it has been stored in a format, and what happens for each ε to rows of tiny variance: in fp16 arithmetic, in mixed precision, and in one
// pass, where the variance's error decides and not the format.

import { bf16 } from "../src/formats/bf16.ts";
import { bitsText } from "../src/formats/bits.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import mixedFp16 from "../src/impls/mixed-fp16.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import onePass from "../src/impls/one-pass-fp32.ts";
import twoPass from "../src/impls/fp32.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { logLogSvg } from "../src/report/figures/log-log.ts";
import type { Claim } from "./claim.ts";
import { errorOf, wrongFrom } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run } from "./experiments/run.ts";
import { epsText, exactText, percent, rowText, short } from "./numbers.ts";

const epsilons = [1e-12, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3] as const;
const stored = [fp32, fp16, bf16] as const;
const kernels = { "naive-fp16": naiveFp16, "mixed-fp16": mixedFp16 } as const;
type KernelId = keyof typeof kernels;

interface AtEpsilon {
  readonly eps: number;
  /** ε in each of the formats. */
  readonly values: readonly number[];
  /** Largest error on rows of tiny variance; Infinity where an output is not finite. */
  readonly worst: Readonly<Record<KernelId, number>>;
  /** The smallest constant c, in tenths, for which [c, c, c] gives NaN in one pass in fp32, and the largest error of two passes on all of them. */
  readonly onePassNaN: number;
}

interface Measured {
  readonly at: readonly AtEpsilon[];
  readonly rows: number;
  /** The largest ε that fp16 stores as 0. */
  readonly vanishing: number;
  readonly curve: readonly { readonly eps: number; readonly worst: Readonly<Record<KernelId, number>> }[];
}

const n = 16;

/** Standard deviations from 2^-20 to 2^-2, where the squares underflow in fp16 below 2^-12.5. */
const tinyRows = Array.from({ length: 19 * 4 }, (_, i) => cast(normalRow({ seed: `claim 5, row ${i}`, n, size: 2 ** -(2 + Math.floor(i / 4)) }), fp16));

function worstAt(eps: number): Record<KernelId, number> {
  const worst: Record<KernelId, number> = { "naive-fp16": 0, "mixed-fp16": 0 };
  for (const x of tinyRows) {
    const exact = exactAnswer({ x, eps })!;
    // Outputs that fp16 cannot store with all its digits say nothing about ε.
    if (Math.max(...exact.y.map(Math.abs)) < 2 ** -6) continue;
    for (const id of Object.keys(kernels) as KernelId[]) worst[id] = Math.max(worst[id], errorOf(run(kernels[id], x, { eps }), exact, { scaleMin: 0 }));
  }
  return worst;
}

function smallestNaN(eps: number): number {
  for (let tenths = 1; tenths <= 20_000; tenths++) {
    const c = Math.fround(tenths / 10);
    if (run(onePass, Float64Array.of(c, c, c), { eps }).some(Number.isNaN)) return c;
  }
  return Infinity;
}

function measure(): Measured {
  const at = epsilons.map((decimal): AtEpsilon => {
    const eps = Math.fround(decimal);
    return { eps: decimal, values: stored.map((format) => format.round(eps)), worst: worstAt(eps), onePassNaN: smallestNaN(eps) };
  });
  return { at, rows: tinyRows.length, vanishing: fp16.minSubnormal / 2, curve: Array.from({ length: 21 }, (_, k) => 2 ** -(30 - k)).map((eps) => ({ eps, worst: worstAt(eps) })) };
}

export default {
  id: "05-epsilon-in-each-format",
  title: "ε = 1e-5: too small?",
  statement: "ε = 1e-5 is too small for fp16, or where the variance is tiny.",
  measure,
  judge({ at }) {
    const usual = at.find(({ eps }) => eps === 1e-5)!;
    const { "naive-fp16": naive, "mixed-fp16": mixed } = usual.worst;
    const vanished = at.filter(({ values }) => values[1] === 0).map(({ eps }) => epsText(eps));
    const stays = `fp16 stores it as ${short(usual.values[1]!, 6)}, and in fp16 arithmetic the largest error on rows of tiny variance is ${percent(naive, 1)}`;
    if (mixed >= wrongFrom) return { verdict: "confirmed", because: `Even with fp32 statistics the error is ${percent(mixed, 1)}.` };
    if (naive >= wrongFrom) return { verdict: "depends", because: `On where it is added: in fp16 arithmetic the error is ${percent(naive, 1)}, with fp32 statistics ${percent(mixed, 1)}.` };
    if (usual.onePassNaN === Infinity) return { verdict: "refuted", because: `${stays[0]!.toUpperCase()}${stays.slice(1)}.` };
    const c = short(usual.onePassNaN);
    return { verdict: "depends", because: `On the algorithm, not the format: fp16 arithmetic is right to ${percent(naive, 1)} with it; one pass, in fp32, gives NaN for [${c}, ${c}, ${c}].`, further: `fp16 stores it as ${short(usual.values[1]!, 6)}. Too small are ${vanished.join(" and ")}, which it stores as 0.` };
  },
  show({ at, rows, vanishing, curve }) {
    const c = at.find(({ eps }) => eps === 1e-5)!.onePassNaN;
    const x = Float64Array.of(c, c, c);
    const tiny = Float64Array.of(0, 0);
    const line = (id: KernelId) => ({ label: id === "naive-fp16" ? "fp16" : "mixed", points: curve.filter(({ worst }) => worst[id] > 0 && worst[id] < Infinity).map(({ eps, worst }) => ({ x: eps, y: worst[id] })) });
    return {
      row: {
        caption: "fp16 and ε = 1e-8, which is stored as 0: 0/0. And one pass in fp32 with ε = 1e-5: the variance comes out as less than −ε.",
        lines: [
          rowText("x", fp16, tiny),
          rowText("naive-fp16, ε = 1e-5", fp16, run(naiveFp16, tiny, { eps: Math.fround(1e-5) })),
          rowText("naive-fp16, ε = 1e-8", fp16, run(naiveFp16, tiny, { eps: Math.fround(1e-8) })),
          "",
          rowText("x", fp32, x),
          rowText("one-pass-fp32, ε = 1e-5", fp32, run(onePass, x)),
          rowText("fp32 (two-pass), ε = 1e-5", fp32, run(twoPass, x)),
          exactText("exact", exactAnswer({ x, eps: 1e-5 })!.y),
        ],
      },
      tables: [
        {
          caption: `ε as a format stores it, with its bits and its change; the largest error over ${rows} fp16 rows of ${n} values around 0 with deviations of 2⁻²⁰ to 2⁻² (share of the largest exact output at that ε); and the smallest c, in tenths, for which one pass in fp32 gives NaN on [c, c, c].`,
          head: ["ε", ...stored.map(({ id }) => id), "fp16 arithmetic", "mixed-fp16", "one pass: NaN from c ="],
          rows: at.map(({ eps, values, worst, onePassNaN }) => [
            epsText(eps),
            ...values.map((value, i) => `${short(value, 4)} ${bitsText(stored[i]!, value)}${i === 0 ? "" : ` (${changeText(value / Math.fround(eps) - 1)})`}`),
            ...[worst["naive-fp16"], worst["mixed-fp16"]].map((one) => (one === Infinity ? "not finite" : percent(one, 1))),
            onePassNaN === Infinity ? "–" : short(onePassNaN),
          ]),
        },
      ],
      figure: {
        svg: `${logLogSvg({ title: "Error on rows of tiny variance, over ε", description: "In fp16 arithmetic the error is 100 % and more until ε is a normal number of fp16, and that of the output's rounding from there on; in mixed precision it is that of the output's rounding everywhere", xLabel: "ε", yLabel: "error", base: 2, columns: 1, standalone: true, panels: [{ title: "largest error on fp16 rows of tiny variance", subtitle: "share of the largest output", lines: [line("naive-fp16"), line("mixed-fp16")], crosses: curve.filter(({ worst }) => worst["naive-fp16"] === Infinity).map(({ eps }) => eps).reverse() }] })}\n`,
        caption: "The largest error over ε, in fp16 arithmetic and in mixed precision",
      },
      remarks: [
        `*Which ε vanish.* Everything up to 2⁻²⁵ = ${short(vanishing)} is 0 in fp16 (a tie, to even); 1e-7 is 2 units of the last place and off by 19 %. 1e-5 is subnormal but has 8 bits. In bf16 and fp32 none of them vanishes.`,
        "*What an ε must do in fp16 arithmetic.* A square below 2⁻²⁵ vanishes too, so the variance can be short by 2⁻²⁵ and ε off by as much: the relative error of v + ε is at most 2⁻²⁴/ε, that of the output half of it. At 1e-5 that is at most 0.3 %; from ε = 2⁻¹⁴ = 6.1e-5, the smallest normal number, it is no more than the rounding of the output.",
        "*“When the variance is tiny”* ε is not too small but everything: with v ≪ ε the exact output is d/√ε, whatever v is, and no rounding of v matters any more. What ε cannot do is cover the error of a one-pass variance, about u·μ²: for that it would have to grow with the square of the mean, as the last column does.",
      ],
    };
  },
} satisfies Claim<Measured>;

function changeText(change: number): string {
  return `${change < 0 ? "−" : "+"}${percent(Math.abs(change), 1)}`;
}
