// What a larger ε does to rows of every family: which wrong answers it makes right, which it only scales, and what it costs rows that were right, counted
// against the answer that was asked for, at the original ε.

import { formatOf } from "../src/formats/format-of.ts";
import { fp32 } from "../src/formats/fp32.ts";
import fp32Kernel from "../src/impls/fp32.ts";
import naiveFp16 from "../src/impls/naive-fp16.ts";
import onePass from "../src/impls/one-pass-fp32.ts";
import welford from "../src/impls/welford-fp32.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { allFamilies } from "../src/campaign/catalogue.ts";
import { randomFrom, seedFrom } from "../src/rows/random.ts";
import { logLogSvg } from "../src/report/figures/log-log.ts";
import type { LayerNormImplementation, StorageFormatId } from "../src/contract/implementation.ts";
import type { Claim } from "./claim.ts";
import { errorOf, wrongFrom } from "./experiments/error.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run, usualEps } from "./experiments/run.ts";
import { count, epsText, exactText, percent, rowText, short } from "./numbers.ts";

const raised = [1e-4, 1e-3, 1e-2] as const;

interface Effect {
  readonly eps: number;
  /** Of the rows that were wrong: right for the ε that was asked for; right for the larger ε only; neither, but finite where it was not. */
  readonly repaired: number;
  readonly rightForNew: number;
  readonly madeFinite: number;
  /** Of the rows that were right: now off by 1 % or more from the answer that was asked for. */
  readonly harmed: number;
}

interface Tally {
  readonly kernel: string;
  readonly rows: "every family" | "small variance beside an offset";
  readonly right: number;
  readonly wrong: number;
  readonly effects: readonly Effect[];
}

interface Measured {
  readonly tallies: readonly Tally[];
  /** Largest error of one pass over ε, against the exact answer at 1e-5, for three kinds of rows. */
  readonly curves: readonly { readonly label: string; readonly points: readonly { readonly eps: number; readonly error: number }[] }[];
  /** One pass on [1e8, 1e8 + 8] by ε. */
  readonly garbage: readonly { readonly eps: number; readonly y: readonly number[] }[];
}

const kernels: readonly LayerNormImplementation[] = [onePass, welford, fp32Kernel, naiveFp16];
const rowsPerFamily = 30;
const seed = "claim 6";

/** Finite rows of every family, without γ and β. */
async function rowsOf(format: StorageFormatId): Promise<readonly Float64Array[]> {
  const storage = formatOf(format);
  const rows: Float64Array[] = [];
  for (const family of await allFamilies()) {
    const random = randomFrom(seedFrom(seed, `${family.id} ${format}`));
    for (let i = 0; i < rowsPerFamily; i++) {
      const { x, cols } = family.generate(random, { storage, accumulator: storage, elementsMax: 64 });
      const row = x.slice(0, cols);
      if (row.length > 1 && row.length <= 256 && row.every(Number.isFinite)) rows.push(row);
    }
  }
  return rows;
}

/** Where a larger ε can help: v between the two ε or below, and a one-pass variance whose error, about u·μ², lies between them. */
function favourableRows(): readonly Float64Array[] {
  return Array.from({ length: 300 }, (_, r) => {
    const random = randomFrom(seedFrom(seed, `favourable ${r}`));
    const [offset, size] = [2 ** random.integer(1, 6), 2 ** -random.integer(7, 12)];
    return Float64Array.from({ length: 16 }, () => Math.fround(offset + size * random.normal()));
  });
}

function tally(kernel: LayerNormImplementation, rows: readonly Float64Array[], of: Tally["rows"] = "every family"): Tally {
  let [right, wrong] = [0, 0];
  const effects = raised.map((eps) => ({ eps, repaired: 0, rightForNew: 0, madeFinite: 0, harmed: 0 }));
  for (const x of rows) {
    const asked = exactAnswer({ x, eps: usualEps })!;
    const before = errorOf(run(kernel, x), asked);
    const wasRight = before < wrongFrom;
    if (wasRight) right++;
    else wrong++;
    for (const effect of effects) {
      const eps = Math.fround(effect.eps);
      const y = run(kernel, x, { eps });
      const error = errorOf(y, asked);
      const isRight = error < wrongFrom;
      if (wasRight && !isRight) effect.harmed++;
      if (!wasRight && isRight) effect.repaired++;
      else if (!wasRight && errorOf(y, exactAnswer({ x, eps })!) < wrongFrom) effect.rightForNew++;
      else if (!wasRight && error < Infinity && before === Infinity) effect.madeFinite++;
    }
  }
  return { kernel: kernel.id, rows: of, right, wrong, effects };
}

/** Rows of which the curves show the largest error of one pass. */
const kinds: readonly { readonly label: string; readonly rows: readonly Float64Array[] }[] = [
  ...[
    { label: "σ = 1", size: 1, offset: 0 },
    { label: "σ = 0.01", size: 0.01, offset: 0 },
    { label: "10 ± 0.01", size: 0.01, offset: 10 },
  ].map(({ label, ...row }) => ({ label, rows: Array.from({ length: 12 }, (_, r) => cast(normalRow({ seed: `claim 6, ${label}, row ${r}`, n: 64, ...row }), fp32)) })),
  { label: "1e8 + 8k", rows: [Float64Array.of(1e8, 1e8 + 8)] },
];

async function measure(): Promise<Measured> {
  const byFormat = { fp32: await rowsOf("fp32"), fp16: await rowsOf("fp16") };
  const epsilons = [usualEps, ...Array.from({ length: 14 }, (_, k) => 2 ** (-16 + k))];
  return {
    tallies: [...kernels.map((kernel) => tally(kernel, byFormat[kernel.format as "fp32" | "fp16"])), tally(onePass, favourableRows(), "small variance beside an offset")],
    curves: kinds.map(({ label, rows }) => ({ label, points: epsilons.map((eps) => ({ eps, error: Math.max(...rows.map((x) => errorOf(run(onePass, x, { eps }), exactAnswer({ x, eps: usualEps })!))) })) })),
    garbage: [1e-5, ...raised].map((eps) => ({ eps, y: [...run(onePass, Float64Array.of(1e8, 1e8 + 8), { eps: Math.fround(eps) })] })),
  };
}

export default {
  id: "06-larger-epsilon",
  title: "A larger ε",
  statement: "Raising ε to 1e-4 or 1e-3 makes LayerNorm more stable.",
  measure,
  judge({ tallies }) {
    const sum = (chosen: readonly Tally[], what: "repaired" | "rightForNew" | "harmed") => chosen.reduce((total, { effects }) => total + effects.find(({ eps }) => eps === 1e-3)![what], 0);
    const every = tallies.filter(({ rows }) => rows === "every family");
    const [wrong, right] = [every.reduce((total, one) => total + one.wrong, 0), every.reduce((total, one) => total + one.right, 0)];
    const [repaired, other, harmed] = [sum(every, "repaired"), sum(every, "rightForNew"), sum(every, "harmed")];
    const favourable = tallies.find(({ rows }) => rows !== "every family")!;
    const [helped, allRepaired] = [sum([favourable], "rightForNew"), sum(tallies, "repaired")];
    const counts = `1e-3 makes ${repaired === 0 ? "none" : count(repaired)} of ${count(wrong)} wrong answers right, and takes ${count(harmed)} of ${count(right)} right ones 1 % or more away from what was asked for`;
    if (repaired > harmed) return { verdict: "confirmed", because: `Over all families of rows, ${counts}.` };
    if (helped + other === 0 && allRepaired === 0) return { verdict: "refuted", because: `Over all families of rows, ${counts}.` };
    return { verdict: "depends", because: `On the rows, and seldom: over all families ${counts}.`, further: `It makes ${count(other)} more right for that ε only. It is at its best for a one-pass variance where the true one is far below the new ε (${count(helped)} of ${count(favourable.wrong)} such rows become right for that ε), because the answer then hardly depends on the variance.` };
  },
  show({ tallies, curves, garbage }) {
    const x = Float64Array.of(1e8, 1e8 + 8);
    const small = Float64Array.of(0.001, -0.001).map(Math.fround);
    return {
      row: {
        caption: "A wrong answer, scaled: with variance 0 the output is (x − mean)/√ε. And a right one, changed: the exact answer itself is another.",
        lines: [
          rowText("x", fp32, x),
          ...garbage.filter(({ eps }) => eps < 1e-2).map(({ eps, y }) => rowText(`one-pass-fp32, ε = ${epsText(eps)}`, fp32, y)),
          exactText("exact", exactAnswer({ x, eps: usualEps })!.y),
          "",
          rowText("x", fp32, small),
          ...[1e-5, 1e-4, 1e-3].map((eps) => rowText(`fp32 (two-pass), ε = ${epsText(eps)}`, fp32, run(fp32Kernel, small, { eps: Math.fround(eps) }))),
        ],
      },
      tables: [
        {
          caption: `Rows of every family of the suite, ${rowsPerFamily} of each, and at last rows chosen to be helped (“right”: within 1 % of the output's scale at ε = 1e-5). What becomes of them when ε is raised.`,
          head: ["kernel", "right at 1e-5", "wrong", "ε", "wrong → right", "wrong → right for that ε only", "not finite → wrong", "right → off by 1 % or more"],
          rows: tallies.flatMap(({ kernel, rows, right, wrong, effects }) => effects.map(({ eps, repaired, rightForNew, madeFinite, harmed }, i) => [i === 0 ? `${kernel}${rows === "every family" ? "" : `, ${rows}`}` : "", ...(i === 0 ? [count(right), count(wrong)] : ["", ""]), epsText(eps), count(repaired), count(rightForNew), count(madeFinite), `${count(harmed)} (${percent(harmed, right)})`])),
        },
      ],
      figure: {
        svg: `${logLogSvg({ title: "Error of one pass over ε", description: "Against the exact answer at ε = 1e-5: rows of tiny variance lose more with every larger ε, garbage shrinks with its square root, rows of variance 1 lose least", xLabel: "ε", yLabel: "error", base: 2, columns: 1, standalone: true, panels: [{ title: "one-pass-fp32: largest error against the answer at ε = 1e-5", subtitle: "normal noise, n = 64; two values", lines: curves.map(({ label, points }) => ({ label, points: points.filter(({ error }) => error > 0 && error < Infinity).map(({ eps, error }) => ({ x: eps, y: error })) })), crosses: [...new Set(curves.flatMap(({ points }) => points.filter(({ error }) => error === Infinity).map(({ eps }) => eps)))] }] })}\n`,
        caption: "The largest error of one pass over ε, against the exact answer at 1e-5",
      },
      remarks: [
        `*Garbage is scaled*: by √(ε/ε'), so 1e-3 makes a tenth of it. ${garbage.map(({ eps, y }) => `${short(y[1]!, 5)} at ${epsText(eps)}`).join(", ")}, where 1 is exact.`,
        "*The cost is exact*: a row's outputs shrink by √((v + ε)/(v + ε')). From 1e-5 to 1e-3 that is 1 % at v = 0.05, half at v = 3.2e-4, and nine tenths where v ≪ 1e-5. A model that was trained with one ε and run with another has this bias in every layer; no NaN shows it.",
        "*Where it helps*: rows whose variance is far below the new ε. Their answer then hardly depends on the variance, nor on its errors: stable, because it is no longer a normalisation.",
      ],
    };
  },
} satisfies Claim<Measured>;
