// fp16 storage with fp32 statistics: what it cures in the forward pass and what not, and what becomes of small and large gradients stored in fp16,
// without loss scaling, with a fixed scale, and with one that adapts itself.

import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { allFamilies } from "../src/campaign/catalogue.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { nextUp } from "../src/formats/neighbours.ts";
import mixed from "../src/impls/mixed-fp16.ts";
import onePass from "../src/impls/models/one-pass-fp16.ts";
import welford from "../src/impls/models/welford-fp16.ts";
import naive from "../src/impls/naive-fp16.ts";
import stable from "../src/impls/stable-fp16.ts";
import { exactAnswer } from "../src/oracle/exact.ts";
import { exactGradient } from "../src/oracle/gradient.ts";
import { randomFrom, seedFrom } from "../src/rows/random.ts";
import type { Claim } from "./claim.ts";
import { normOf } from "./experiments/clipping.ts";
import { errorOf, type Kind, kindOf, wrongFrom } from "./experiments/error.ts";
import { scalerOf, unscaled, updated } from "./experiments/loss-scaling.ts";
import { cast, normalRow } from "./experiments/rows.ts";
import { run, runBackward, usualEps } from "./experiments/run.ts";
import { count, exactText, percent, rowText } from "./numbers.ts";

interface Forward {
  readonly kernel: string;
  readonly name: string;
  readonly kinds: Readonly<Record<Kind, number>>;
}

interface Scaled {
  readonly scale: number;
  /** Of all values of dx: 0 where the exact one is not; ±∞ or NaN. */
  readonly flushed: number;
  readonly notFinite: number;
  /** ‖dx − exact‖/‖exact‖, the scale divided out; Infinity where dx is not finite. */
  readonly error: number;
}

interface Dynamic {
  readonly name: string;
  readonly steps: number;
  readonly skipped: number;
  readonly first: number;
  readonly last: number;
}

interface Measured {
  readonly rows: number;
  /** A row that one pass answers with NaN or ∞, and the smallest on which it is wrong. */
  readonly broken: readonly number[] | undefined;
  readonly smallest: readonly number[];
  readonly forward: readonly Forward[];
  readonly values: number;
  readonly scaled: readonly Scaled[];
  readonly dynamic: readonly Dynamic[];
}

const kernels: readonly { readonly kernel: LayerNormImplementation; readonly name: string }[] = [
  { kernel: naive, name: "every operation in fp16" },
  { kernel: onePass, name: "fp32 inside, one pass (ONNX Runtime to 1.26: bit-exact model)" },
  { kernel: welford, name: "fp32 inside, Welford (ONNX Runtime from 1.27: bit-exact model)" },
  { kernel: mixed, name: "fp32 inside, two-pass, pairwise sums" },
  { kernel: stable, name: "fp32 inside, corrected two-pass" },
];
const rowsPerFamily = 40;

async function fp16Rows(): Promise<readonly Float64Array[]> {
  const rows: Float64Array[] = [];
  for (const family of await allFamilies()) {
    const random = randomFrom(seedFrom("claim 9", family.id));
    for (let i = 0; i < rowsPerFamily; i++) {
      const { x, cols } = family.generate(random, { storage: fp16, accumulator: fp16, elementsMax: 128 });
      const row = x.slice(0, cols);
      if (cols > 1 && cols <= 256 && row.every(Number.isFinite)) rows.push(row);
    }
  }
  return rows;
}

/** Activations of a network: normal noise of several sizes, one of them far below √ε, where the backward pass multiplies by 316. */
const n = 64;
const activations = [1, 1, 8, 0.1, 2 ** -12].map((size, r) => cast(normalRow({ seed: `claim 9, activations ${r}`, n, size }), fp16));
/** What comes back from a mean over a batch of thousands. */
const incoming = activations.map((_, r) => normalRow({ seed: `claim 9, incoming ${r}`, n, size: 2 ** -23 }));

function backwardAt(scale: number): { readonly flushed: number; readonly notFinite: number; readonly error: number } {
  let [flushed, notFinite] = [0, 0];
  const errors: number[] = [];
  for (const [r, x] of activations.entries()) {
    const exact = exactGradient({ x, eps: usualEps }, incoming[r]!)!.dx;
    // The gradient comes in stored in fp16, the scale in it already.
    const dx = runBackward(mixed, cast(incoming[r]!.map((value) => value * scale), fp16), x);
    flushed += dx.filter((value, i) => value === 0 && exact[i] !== 0).length;
    notFinite += dx.filter((value) => !Number.isFinite(value)).length;
    const given = unscaled(dx, scale);
    errors.push(given.every(Number.isFinite) ? normOf(given.map((value, i) => value - exact[i]!), (value) => value) / normOf(exact, (value) => value) : Infinity);
  }
  return { flushed, notFinite, error: Math.max(...errors) };
}

function dynamicRun(name: string, finiteAt: (scale: number) => boolean, initial: number): Dynamic {
  const [steps, options] = [200, { initial, growthInterval: 20 }];
  let scaler = scalerOf(options);
  let skipped = 0;
  for (let step = 0; step < steps; step++) {
    const finite = finiteAt(scaler.scale);
    if (!finite) skipped++;
    scaler = updated(scaler, finite, options);
  }
  return { name, steps, skipped, first: initial, last: scaler.scale };
}

/** The shortest row of those that one pass answers with something not finite. */
function shortestBroken(rows: readonly Float64Array[]): Float64Array | undefined {
  const broken = rows.filter((x) => !run(onePass, x).every(Number.isFinite));
  return broken.length === 0 ? undefined : broken.reduce((a, b) => (b.length < a.length ? b : a));
}

/** The smallest c for which one pass is off by 1 % or more on c, c and the next fp16 value. */
function smallestWrong(): Float64Array | undefined {
  for (let c = 1; c < fp16.maxFinite; c = nextUp(fp16, c)) {
    const x = Float64Array.of(c, c, nextUp(fp16, c));
    if (errorOf(run(onePass, x), exactAnswer({ x, eps: usualEps })!) >= wrongFrom) return x;
  }
  return undefined;
}

async function measure(): Promise<Measured> {
  const rows = await fp16Rows();
  const exact = rows.map((x) => exactAnswer({ x, eps: usualEps })!);
  const forward = kernels.map(({ kernel, name }): Forward => {
    const kinds: Record<Kind, number> = { right: 0, wrong: 0, zeros: 0, "not finite": 0 };
    for (const [i, x] of rows.entries()) kinds[kindOf(run(kernel, x), exact[i]!)]++;
    return { kernel: kernel.id, name, kinds };
  });
  const healthy = new Map<number, boolean>();
  const finiteAt = (scale: number) => {
    if (!healthy.has(scale)) healthy.set(scale, backwardAt(scale).notFinite === 0);
    return healthy.get(scale)!;
  };
  // A row that the one-pass forward pass answers with NaN: no scale changes that.
  const broken = shortestBroken(rows);
  const lost = broken !== undefined;
  return {
    rows: rows.length,
    broken: broken && [...broken],
    smallest: [...(smallestWrong() ?? [])],
    forward,
    values: activations.length * n,
    scaled: [0, 4, 8, 12, 16, 20, 24, 28, 32].map((power) => ({ scale: 2 ** power, ...backwardAt(2 ** power) })),
    dynamic: [dynamicRun("gradients as above, from 2³²", finiteAt, 2 ** 32), dynamicRun("gradients as above, from 1", finiteAt, 1), dynamicRun("a NaN from the forward pass in every step", (scale) => !lost && finiteAt(scale), 2 ** 16)],
  };
}

export default {
  id: "09-mixed-precision",
  title: "Mixed precision",
  statement: "Mixed precision (fp16 storage, fp32 statistics, loss scaling) gives the speed without the instability.",
  measure,
  judge({ rows, forward, scaled, dynamic }) {
    const inside = forward.filter(({ kernel }) => kernel !== naive.id);
    const wrongOf = ({ kinds }: Forward) => rows - kinds.right;
    const good = inside.filter((one) => wrongOf(one) === 0);
    const bad = inside.filter((one) => wrongOf(one) > 0);
    const plain = scaled.find(({ scale }) => scale === 1)!;
    const best = scaled.reduce((a, b) => (a.error <= b.error ? a : b));
    if (good.length === 0) return { verdict: "refuted", because: `Every kernel with fp32 statistics is wrong on some of ${count(rows)} fp16 rows.` };
    const scaling = `without loss scaling the gradient is off by ${percent(Math.min(plain.error, 1), 1)}, at 2^${Math.log2(best.scale)} by ${percent(best.error, 1)}`;
    const speed = "Speed is not measured here: this page is the same on every machine.";
    if (bad.length === 0 && best.error < wrongFrom) return { verdict: "confirmed", because: `No kernel with fp32 statistics is wrong on any of ${count(rows)} fp16 rows; ${scaling}.`, further: speed };
    const adapting = dynamic.filter(({ skipped, steps }) => skipped < steps).length;
    return {
      verdict: "depends",
      because: `On the algorithm inside: of ${count(rows)} fp16 rows one pass in fp32 is wrong on ${count(Math.max(...bad.map(wrongOf)))}, two passes on ${good.some(({ kernel }) => kernel === mixed.id) ? "none" : "some"}; ${scaling}.`,
      further: `A scale that adapts finds its range in ${adapting} of ${dynamic.length} runs; from a NaN of the forward pass no scale recovers. ${speed}`,
    };
  },
  show({ rows, smallest, forward, values, scaled, dynamic }) {
    const x = Float64Array.from(smallest);
    return {
      row: {
        caption: "An fp16 value twice and the next one: the smallest that one pass in fp32 gets wrong by 1 % or more, and what others make of them.",
        lines: [rowText("x", fp16, x), ...[onePass, welford, mixed, naive].map((kernel) => rowText(kernel.id, fp16, run(kernel, x))), exactText("exact", exactAnswer({ x, eps: usualEps })!.y)],
      },
      tables: [
        {
          caption: `Forward: ${count(rows)} finite fp16 rows of every family of the suite (“wrong”: off by 1 % or more of the output's scale; “zeros”: nothing but zeros where the exact answer is not).`,
          head: ["fp16 kernel", "right", "wrong", "zeros", "not finite"],
          rows: forward.map(({ kernel, name, kinds }) => [`${kernel}: ${name}`, count(kinds.right), count(kinds.wrong), count(kinds.zeros), count(kinds["not finite"])]),
        },
        {
          caption: `Backward: mixed-fp16, five rows of ${n} with σ from 2⁻¹² to 8, incoming gradients of size 2⁻²³ stored in fp16 after a scale; ${count(values)} values of dx stored in fp16.`,
          head: ["loss scale", "dx flushed to 0", "dx not finite", "largest relative error of a dx"],
          rows: scaled.map(({ scale, flushed, notFinite, error }) => [scale === 1 ? "1 (none)" : `2^${Math.log2(scale)}`, percent(flushed, values), percent(notFinite, values), error === Infinity ? "not finite" : percent(error, 1)]),
        },
        {
          caption: "A scale that adapts: halved after a step that is not finite, which is skipped; doubled after 20 good ones.",
          head: ["", "steps", "skipped", "scale at first", "at last"],
          rows: dynamic.map(({ name, steps, skipped, first, last }) => [name, String(steps), String(skipped), `2^${Math.log2(first)}`, `2^${Math.log2(last)}`]),
        },
      ],
      remarks: [
        "*What fp32 inside cures* is range: squares and sums of fp16 values cannot overflow fp32 (65504²·n < 3.4e38 up to n = 7.9e28). *What it does not cure* is cancellation. An fp16 row can have κ in the thousands, and one pass loses κ²·u: with u = 2⁻²⁴ everything from κ = 4096 on.",
        "*Loss scaling* is exact where nothing under- or overflows: dx is linear in dy, and powers of two scale every rounding. It shifts the window of fp16 (40 binades), it does not widen it. A LayerNorm over rows with v ≪ ε takes 8 binades of it by itself, since its gain is up to 316 there and 1 elsewhere.",
        "*A NaN is not an overflow*, but the scaler cannot tell: it halves the scale in every step, and skips them all.",
      ],
    };
  },
} satisfies Claim<Measured>;
