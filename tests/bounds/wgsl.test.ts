// The bounds under WGSL's arithmetic: shaders of every stable family, with every liberty taken that WGSL §15.7 gives (results rounded either way, quotients off by
// 2.5 ulp, inverseSqrt by 2, subnormal operands and results flushed to 0), must stay within them.

import { describe, expect, it } from "vitest";
import { arithmeticOf } from "../../src/bounds/arithmetic.ts";
import { boundOf } from "../../src/bounds/bound-of.ts";
import type { Algorithm, Contract } from "../../src/bounds/contract.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import type { Format } from "../../src/formats/format.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { Row } from "../../src/oracle/row.ts";
import { adversarialRow, randomNumbers } from "./adversarial-rows.ts";

type Random = () => number;

/** fp32 operations as a hostile GPU has them. `way` is what its results tend to: up, down, or either. */
function hostileGpu(random: Random) {
  const way = Math.floor(random() * 3);
  const flush = (x: number, { minNormal } = fp32) => (Math.abs(x) < minNormal && random() < 0.7 ? 0 : x);
  const ulp = (x: number) => 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(x) || 2 ** -149)) - 23);
  const up = () => (way === 0 ? true : way === 1 ? false : random() < 0.5);
  /** One of the two neighbours of an exact result; `x` must be exact, or so near that it does not matter. */
  const either = (x: number, format: Format = fp32) => {
    const nearest = format.round(x);
    if (nearest === x || !Number.isFinite(nearest)) return flush(nearest, format);
    const spacing = format === fp32 ? ulp(x) : 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(x))) - 10);
    const below = Math.floor(x / spacing) * spacing;
    return flush(up() ? below + spacing : below, format);
  };
  const off = (x: number, ulps: number) => flush(Math.fround(x + (up() ? 1 : -1) * (ulps - 0.5) * ulp(x)));
  const add = (a: number, b: number) => either(flush(a) + flush(b));
  const mul = (a: number, b: number) => either(flush(a) * flush(b));
  // A quotient by 1 is exact.
  const div = (a: number, b: number) => (b === 1 ? flush(a) : off(flush(a) / flush(b), 2.5));
  const rsqrt = (x: number) => off(1 / Math.sqrt(flush(x)), 2);
  return { add, mul, div, rsqrt, sqrt: (x: number) => div(1, rsqrt(x)), either, sub: (a: number, b: number) => add(a, -b) };
}

type Gpu = ReturnType<typeof hostileGpu>;
interface Moments {
  readonly mean: number;
  readonly variance: number;
}

const sum = (values: readonly number[], { add }: Gpu) => values.reduce((a, b) => add(a, b));

const families: Readonly<Record<string, (x: readonly number[], gpu: Gpu) => Moments>> = {
  "two-pass"(x, gpu) {
    const mean = gpu.div(sum(x, gpu), x.length);
    const squares = x.map((value) => gpu.sub(value, mean)).map((t) => gpu.mul(t, t));
    return { mean, variance: gpu.div(sum(squares, gpu), x.length) };
  },
  "two-pass by 1/n"(x, gpu) {
    const reciprocal = gpu.div(1, x.length);
    const mean = gpu.mul(sum(x, gpu), reciprocal);
    const squares = x.map((value) => gpu.sub(value, mean)).map((t) => gpu.mul(t, t));
    return { mean, variance: gpu.mul(sum(squares, gpu), reciprocal) };
  },
  "divided first"(x, gpu) {
    const mean = sum(x.map((value) => gpu.div(value, x.length)), gpu);
    const squares = x.map((value) => gpu.sub(value, mean)).map((t) => gpu.div(gpu.mul(t, t), x.length));
    return { mean, variance: sum(squares, gpu) };
  },
  Welford(x, gpu) {
    let mean = 0;
    let m2 = 0;
    x.forEach((value, i) => {
      const delta = gpu.sub(value, mean);
      mean = gpu.add(mean, gpu.div(delta, i + 1));
      m2 = gpu.add(m2, gpu.mul(delta, gpu.sub(value, mean)));
    });
    return { mean, variance: gpu.div(m2, x.length) };
  },
  Chan(x, gpu) {
    const node = (from: number, to: number): Moments & { readonly n: number } => {
      if (to - from === 1) return { n: 1, mean: x[from]!, variance: 0 };
      const [a, b] = [node(from, (from + to) >> 1), node((from + to) >> 1, to)];
      const delta = gpu.sub(b.mean, a.mean);
      const share = gpu.div(b.n, a.n + b.n);
      const moved = gpu.mul(gpu.mul(delta, delta), gpu.mul(a.n, share));
      return { n: a.n + b.n, mean: gpu.add(a.mean, gpu.mul(delta, share)), variance: gpu.add(gpu.add(a.variance, b.variance), moved) };
    };
    const { mean, variance } = node(0, x.length);
    return { mean, variance: gpu.div(variance, x.length) };
  },
};

const algorithms: Readonly<Record<string, Algorithm>> = { "two-pass": "two-pass", "two-pass by 1/n": "two-pass", "divided first": "two-pass", Welford: "welford", Chan: "chan" };
const forms = ["product", "quotient", "expanded", "folded"] as const;

function outputs(row: Row, { mean, variance }: Moments, form: (typeof forms)[number], gpu: Gpu, storage: Format): number[] {
  const shifted = gpu.add(variance, row.eps);
  const root = gpu.sqrt(shifted);
  const r = form === "product" ? gpu.rsqrt(shifted) : gpu.div(1, root);
  return Array.from(row.x, (value, i) => {
    const [g, b] = [row.gamma?.[i], row.beta?.[i]];
    const affine = (h: number) => {
      const scaled = g === undefined ? h : gpu.mul(g, h);
      return b === undefined ? scaled : gpu.add(scaled, b);
    };
    const y = () => {
      if (form === "product") return affine(gpu.mul(gpu.sub(value, mean), r));
      if (form === "quotient") return affine(gpu.div(gpu.sub(value, mean), root));
      if (form === "expanded") return affine(gpu.sub(gpu.mul(value, r), gpu.mul(mean, r)));
      const a = g === undefined ? r : gpu.mul(g, r);
      return gpu.add(gpu.mul(value, a), gpu.sub(b ?? 0, gpu.mul(mean, a)));
    };
    return storage === fp32 ? y() : gpu.either(y(), storage);
  });
}

const outputOf = { product: "centred", quotient: "centred", expanded: "expanded", folded: "folded" } as const;
const rowsPerStorage = Number(process.env.NORMFUZZ_SOAK ?? 150);

describe.each([fp32, fp16])("$id on a hostile GPU", (storage) => {
  const contract: Contract = { storage, accumulator: fp32, algorithm: "stable", summation: "any", output: "any", arithmetic: "wgsl" };

  const contracts = new Map<string, Contract>();
  const contractFor = (algorithm: Algorithm, output: Contract["output"]) => {
    const key = `${algorithm} ${output}`;
    if (!contracts.has(key)) contracts.set(key, { ...contract, algorithm, output });
    return contracts.get(key)!;
  };

  it("no correct shader exceeds its bound", () => {
    const random = randomNumbers(11);
    let [worst, judged, ieeeExceeded] = [0, 0, 0];
    for (let k = 0; k < rowsPerStorage; k++) {
      const drawn = adversarialRow([1, 2, 2, 3, 4, 5, 8, 17, 33, 64][k % 10]!, storage, fp32, random);
      // A third of the rows so small that differences, squares and outputs are flushed.
      const scale = k % 3 === 0 ? 2 ** -(storage === fp32 ? 90 + Math.floor(random() * 35) : Math.floor(random() * 10)) : 1;
      const row: Row = { ...drawn, x: drawn.x.map((value) => storage.round(value * scale)) };
      const exact = exactAnswer(row);
      if (exact === undefined) continue;
      const bound = boundOf(row, exact, contract);
      if (!bound.finite || !bound.informative) continue;
      const ieee = boundOf(row, exact, { ...contract, arithmetic: "ieee" });
      judged++;
      for (const [name, moments] of Object.entries(families)) {
        for (const form of forms) {
          const gpu = hostileGpu(random);
          // Its own contract is the sharpest that it keeps.
          const own = boundOf(row, exact, contractFor(algorithms[name]!, outputOf[form]));
          const y = outputs(row, moments([...row.x], gpu), form, gpu, storage);
          y.forEach((value, i) => {
            const error = Math.abs(value - exact.y[i]! - exact.yLow[i]!);
            const ratio = error === 0 ? 0 : error / (Math.min(own.errors[i]!, bound.errors[i]!) + exact.yError[i]!);
            if (!(ratio <= 1)) expect.fail(`error / bound = ${ratio} for ${name}, ${form}: x = [${row.x}], ε = ${row.eps}, γ = ${row.gamma}, β = ${row.beta}`);
            worst = Math.max(worst, ratio);
            if (error > ieee.errors[i]! + exact.yError[i]!) ieeeExceeded++;
          });
        }
      }
    }
    if (process.env.NORMFUZZ_SOAK) console.log(storage.id, { judged, worst, ieeeExceeded });
    expect(judged).toBeGreaterThan(rowsPerStorage / 3);
    // The bounds are not idle, and IEEE's would accuse these shaders.
    expect(worst).toBeGreaterThan(0.2);
    expect(ieeeExceeded).toBeGreaterThan(0);
  });

  it("promises nothing where an input is subnormal", () => {
    const row = { x: Float64Array.of(1, storage.minNormal / 2), eps: 1e-5 };
    expect(boundOf(row, exactAnswer(row)!, contract).finite).toBe(false);
    expect(boundOf(row, exactAnswer(row)!, { ...contract, arithmetic: "ieee" }).finite).toBe(true);
  });
});

it("covers every way to a reciprocal root, and little more", () => {
  const random = randomNumbers(5);
  const { logRoot } = arithmeticOf(fp32, "wgsl");
  let worst = 0;
  for (let k = 0; k < 4000; k++) {
    const { rsqrt, sqrt, div } = hostileGpu(random);
    // Just above a power of two an ulp is the largest share of a value.
    const v = Math.fround(4 ** Math.floor(random() * 40 - 20) * (1 + random() * 2 ** -(k % 20)));
    for (const r of [rsqrt(v), div(1, sqrt(v))]) worst = Math.max(worst, Math.abs(Math.log(r * Math.sqrt(v))) / logRoot);
  }
  expect(worst).toBeLessThanOrEqual(1);
  expect(worst).toBeGreaterThan(0.6);
});
