// Clipping by global norm behind a LayerNorm: how large its gradients can be at all, and what clipping makes of updates that are large, wrong, infinite
// or NaN.

import { roundFp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import clamped from "../src/impls/one-pass-clamped-fp32.ts";
import twoPass from "../src/impls/fp32.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { exactGradient } from "../src/oracle/gradient.ts";
import { parameterGradients } from "../src/oracle/gradient-sums.ts";
import { randomFrom, seedFrom } from "../src/rows/random.ts";
import { logLogSvg } from "../src/report/figures/log-log.ts";
import type { Claim } from "./claim.ts";
import { clipByGlobalNorm, normOf } from "./experiments/clipping.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { runBackward, usualEps } from "./experiments/run.ts";
import { count, exactText, rowText, short } from "./numbers.ts";

interface Case {
  readonly name: string;
  readonly notFinite: number;
  readonly norm: number;
  readonly factor: number;
  readonly notFiniteAfter: number;
  readonly zerosAfter: number;
  readonly normAfter: number;
  /** Cosine of the angle between the clipped update and the exact gradient. */
  readonly direction: number;
}

interface Measured {
  readonly parameters: number;
  readonly cases: readonly Case[];
  /** ‖dx‖/‖dy‖ at its largest over the rows with that deviation, exact. */
  readonly byDeviation: readonly { readonly deviation: number; readonly usual: number; readonly tiny: number }[];
  /** The search for ‖dx‖ > ‖dy‖/√ε: cases tried, and the largest ‖dx‖·√ε/‖dy‖. */
  readonly searched: number;
  readonly largestShare: number;
  readonly garbage: { readonly twoPass: readonly number[]; readonly onePass: readonly number[]; readonly exact: readonly number[] };
}

const tinyEps = Math.fround(1e-12);
const normMax = 1;
const identity = (x: number) => x;
const pair = Float64Array.of(1e8, 1e8 + 8);
const pairDy = Float64Array.of(0, 1);

function gain(x: Float64Array, dy: Float64Array, eps: number): number {
  return normOf(exactGradient({ x, eps }, dy)!.dx, identity) / normOf(dy, identity);
}

function byDeviation(): Measured["byDeviation"] {
  return Array.from({ length: 13 }, (_, k) => 2 ** (2 - 2 * k)).map((deviation) => {
    const largest = (eps: number) => Math.max(...Array.from({ length: 12 }, (_, r) => gain(normalRow({ seed: `claim 8, ${deviation}, row ${r}`, n: 16, size: deviation }), normalRow({ seed: `claim 8, dy ${r}`, n: 16, size: 1 }), eps)));
    return { deviation, usual: largest(usualEps), tiny: largest(tinyEps) };
  });
}

/** Rows and gradients of every size, those that should come closest to the bound most of all: v ≪ ε, dy without a mean and across x̂. */
function search(): Pick<Measured, "searched" | "largestShare"> {
  const searched = 1500;
  let largestShare = 0;
  for (let i = 0; i < searched; i++) {
    const random = randomFrom(seedFrom("claim 8, search", String(i)));
    const n = random.integer(2, 12);
    const eps = Math.fround(Number(`1e-${random.integer(2, 12)}`));
    const size = Math.sqrt(eps) * 2 ** random.integer(-16, 6);
    const offset = random.chance(1 / 2) ? 0 : size * 2 ** random.integer(0, 20);
    const x = Float64Array.from({ length: n }, () => offset + size * random.normal());
    const dy = Float64Array.from({ length: n }, (_, k) => (i % 2 === 0 ? random.normal() : k % 2 === 0 ? 1 : -1));
    largestShare = Math.max(largestShare, gain(x, dy, eps) * Math.sqrt(eps));
  }
  return { searched, largestShare };
}

function clippedCase(name: string, gradients: readonly Float64Array[], exact: readonly Float64Array[], round: (x: number) => number = fp32.round): Case {
  const { gradients: after, norm, factor } = clipByGlobalNorm(gradients, { normMax, round });
  const [all, update, wanted] = [gradients, after, exact].map((list) => list.flatMap((one) => [...one])) as [number[], number[], number[]];
  const bad = (values: readonly number[]) => values.filter((value) => !Number.isFinite(value)).length;
  const product = update.reduce((sum, value, i) => sum + value * wanted[i]!, 0);
  return {
    name,
    notFinite: bad(all),
    norm,
    factor,
    notFiniteAfter: bad(update),
    zerosAfter: update.filter((value) => value === 0).length,
    normAfter: normOf(update, identity),
    direction: product === 0 ? 0 : product / (normOf(update, identity) * normOf(wanted, identity)),
  };
}

/** dγ of a batch in which one row is nearly constant, by a kernel and exactly. */
function scaleGradient(kernel: typeof twoPass | typeof clamped, nearlyConstant: boolean): { readonly given: Float64Array; readonly exact: Float64Array } {
  const [rows, cols] = [8, 64];
  const each = Array.from({ length: rows }, (_, r) =>
    nearlyConstant && r === 0 ? Float64Array.from({ length: cols }, (_, i) => 1e8 + 8 * (i % 3)) : cast(normalRow({ seed: `claim 8, batch, row ${r}`, n: cols, size: 1 }), fp32),
  );
  const dy = cast(normalRow({ seed: "claim 8, batch, dy", n: rows * cols, size: 0.05 }), fp32);
  const answer = kernel.backward(dy, Float64Array.from(each.flatMap((row) => [...row])), { rows, cols, eps: usualEps, gamma: undefined });
  const exact = parameterGradients(each.map((x, r) => ({ dy: dy.subarray(r * cols, (r + 1) * cols), forward: exactAnswer({ x, eps: usualEps })! })));
  return { given: Float64Array.from((answer as Exclude<typeof answer, Promise<unknown>>).dgamma!), exact: exact.dgamma.value };
}

function measure(): Measured {
  const others = cast(normalRow({ seed: "claim 8, other parameters", n: 4096, size: 0.02 }), fp32);
  const good = scaleGradient(twoPass, false);
  const wrong = scaleGradient(clamped, true);
  const exact = [others, good.exact];
  const spoilt = (value: number) => [others, good.given.map((one, i) => (i === 0 ? value : one))];
  const large = others.map((value) => roundFp16(value * 512));
  return {
    parameters: others.length + good.given.length,
    cases: [
      clippedCase("right", [others, good.given], exact),
      clippedCase("right, 1000 times as large", [others, good.given].map((one) => one.map((value) => fp32.round(value * 1000))), exact),
      clippedCase("one row of eight wrong in the forward pass (one pass, clamped)", [others, wrong.given], [others, wrong.exact]),
      clippedCase("one NaN", spoilt(NaN), exact),
      clippedCase("one ∞", spoilt(Infinity), exact),
      clippedCase("finite, but the norm taken in fp16", [large], [large], roundFp16),
    ],
    byDeviation: byDeviation(),
    ...search(),
    garbage: { twoPass: [...runBackward(twoPass, pairDy, pair)], onePass: [...runBackward(clamped, pairDy, pair)], exact: [...exactGradient({ x: pair, eps: usualEps }, pairDy)!.dx] },
  };
}

export default {
  id: "08-gradient-clipping",
  title: "Gradient clipping",
  statement: "Clipping gradients by their global norm prevents the large updates that make the instability worse.",
  measure,
  judge({ cases, parameters }) {
    const [broken, finite] = [cases.filter(({ notFinite }) => notFinite > 0), cases.filter(({ notFinite }) => notFinite === 0)];
    const limited = finite.every(({ normAfter }) => normAfter <= normMax * (1 + 1e-3));
    const repaired = broken.filter(({ notFiniteAfter }) => notFiniteAfter === 0).length;
    const aimed = finite.filter(({ direction }) => direction > 0.99).length;
    if (!limited) return { verdict: "refuted", because: `An update of norm ${short(Math.max(...finite.map(({ normAfter }) => normAfter)))} is left after clipping to ${normMax}.` };
    if (repaired === broken.length && aimed === finite.length) return { verdict: "confirmed", because: "Every update is finite afterwards, no longer than it may be, and points where the exact one does." };
    const worst = broken.reduce((a, b) => (a.notFiniteAfter > b.notFiniteAfter ? a : b));
    const astray = finite.filter(({ normAfter }) => normAfter > 0).reduce((a, b) => (Math.abs(a.direction) < Math.abs(b.direction) ? a : b));
    return { verdict: "depends", because: `On what is wrong: a large update is shortened, but ${count(worst.notFinite)} NaN among ${count(parameters)} gradients becomes ${count(worst.notFiniteAfter)}, and a wrong direction stays wrong (cosine ${short(astray.direction, 1)}).`, further: "The norm of gradients with a NaN among them is NaN, and so is the factor. And where one row in eight was normalised wrongly, the clipped update is all but unrelated to the exact one." };
  },
  show({ cases, byDeviation: deviations, searched, largestShare, garbage }) {
    const line = (label: string, which: "usual" | "tiny") => ({ label, points: deviations.map((one) => ({ x: 1 / one.deviation, y: one[which] })) });
    return {
      row: {
        caption: "The large update that a wrong variance makes: dx of a row of two for dy = (0, 1). One pass has variance 0, so r is 316 instead of 0.25 and x̂ is 2530 instead of 1, and dx has r·x̂² in it.",
        lines: [rowText("x", fp32, pair), rowText("dx, two-pass", fp32, garbage.twoPass), rowText("dx, one pass, clamped", fp32, garbage.onePass), exactText("dx, exact", garbage.exact, 3)],
      },
      tables: [
        {
          caption: `Gradients of a LayerNorm's γ (64) and of other parameters (4,096), clipped to norm ${normMax} in fp32. “Direction”: cosine between the clipped update and the exact gradient.`,
          head: ["gradients", "norm", "factor", "not finite before", "after", "zeros after", "norm after", "direction"],
          rows: cases.map((one) => [one.name, short(one.norm), short(one.factor), count(one.notFinite), count(one.notFiniteAfter), count(one.zerosAfter), short(one.normAfter), Number.isNaN(one.direction) ? "–" : short(one.direction, 2)]),
        },
      ],
      figure: {
        svg: `${logLogSvg({ title: "Gain of the backward pass", description: "The largest ratio of the norms of dx and dy over 1/σ of the row: it is 1/σ, until σ falls below the root of ε, and 1 over that root from there on", xLabel: "1/σ", yLabel: "gain", base: 2, columns: 1, standalone: true, panels: [{ title: "largest ‖dx‖/‖dy‖, exact", subtitle: "normal noise of deviation σ, n = 16", lines: [line("ε = 1e-5", "usual"), line("ε = 1e-12", "tiny")] }] })}\n`,
        caption: "The largest ratio of the norms of dx and dy over 1/σ of the row, for two ε",
      },
      remarks: [
        `*How large a right gradient can be.* ‖dx‖ ≤ r·‖γ·dy‖ ≤ ‖γ·dy‖/√ε: the Jacobian is r(I − 11ᵀ/n − x̂x̂ᵀ/n) and its eigenvalues lie between 0 and r. 316 at ε = 1e-5, a million at 1e-12; rows with v ≪ ε attain it. ${count(searched)} rows searched for a counterexample: ${largestShare <= 1 + 1e-9 ? "none exceeds it" : "one exceeds it"}, the largest ‖dx‖·√ε/‖γ·dy‖ is ${short(largestShare, 5)}.`,
        "*NaN*: the norm of all gradients is NaN, so the factor is, so every parameter is after the step. *∞*: the norm is ∞, the factor 0: all gradients become 0 but that one, which becomes 0·∞ = NaN. Only a check for finiteness that skips the step helps (claim 9). *In fp16* the squares of gradients from 256 on overflow: factor 0, and a good update vanishes without a trace.",
        "*One factor for all*: the longer a wrong part is, the less is left of the right ones. And clipping comes after the forward pass, which it does not touch.",
      ],
    };
  },
} satisfies Claim<Measured>;
