// The bounds are what docs/bounds.md says they are, neither smaller (no proof) nor larger (kernels would go unjudged): every figure of
// a row's bound against the document's formulas, for every algorithm, order of summation, output form and pair of formats.

import { describe, expect, test } from "vitest";
import { boundOf } from "../../src/bounds/bound-of.ts";
import type { Algorithm, Contract, OutputForm, Summation } from "../../src/bounds/contract.ts";
import { movedDown, movedUp } from "../../src/bounds/moved.ts";
import { summationError } from "../../src/bounds/summation.ts";
import { bf16 } from "../../src/formats/bf16.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import type { Format } from "../../src/formats/format.ts";
import { exactAnswer } from "../../src/oracle/exact.ts";
import type { Row } from "../../src/oracle/row.ts";
import { budget, stride } from "../budget.ts";
import { type Documented, documentedBound } from "./documented.ts";

const algorithms: readonly Algorithm[] = ["stable", "two-pass", "corrected-two-pass", "shifted", "one-pass", "welford", "chan"];
const summations: readonly Summation[] = ["any", "sequential", "pairwise", "kahan", { height: 3 }];
const forms: readonly OutputForm[] = ["any", "centred", "expanded", "folded"];
const pairs: readonly (readonly [Format, Format])[] = [[fp16, fp16], [bf16, bf16], [fp16, fp32]];

/** Wave of n values: an offset, a spread, nothing symmetric. */
const wave = (n: number, offset: number, spread: number): number[] => Array.from({ length: n }, (_, i) => offset + spread * Math.sin(i * i + 1));
const alternating = (n: number): number[] => Array.from({ length: n }, (_, i) => (i % 3) - 1.25);

/** Every size of n that has formulas of its own (1, 2, powers of two, more than 8), every κ, and values so small that λ decides. */
const rows: readonly { name: string; x: number[]; eps: number }[] = [
  { name: "one value", x: [3], eps: 1e-3 },
  { name: "two values", x: [1, 2.5], eps: 1e-5 },
  { name: "three values", x: wave(3, -1, 1), eps: 1e-5 },
  { name: "eight values", x: wave(8, 2, 1), eps: 1e-5 },
  { name: "eleven values far from zero", x: wave(11, 30, 1), eps: 1e-5 },
  { name: "a variance about ε", x: wave(12, 0, 0.01), eps: 1e-3 },
  { name: "values where λ decides", x: wave(6, 2 ** -12, 2 ** -13), eps: 1e-7 },
  { name: "equal values", x: [0.3, 0.3, 0.3, 0.3], eps: 1e-1 },
  { name: "forty values, no ε", x: wave(40, 0.5, 3), eps: 0 },
  // More than bf16 can count: n itself is rounded.
  { name: "three hundred values", x: wave(300, 0.5, 1), eps: 1e-3 },
];

function expectClose(actual: number, expected: number, what: string): void {
  // The factor for the evaluation of the bound itself is 1e-9; plain arithmetic loses about 2^-53/u of 1 + u − 1, and more by the square root of V.
  if (actual === expected) return;
  expect(Math.abs(actual - expected), `${what}: ${actual}, but by the document ${expected}`).toBeLessThanOrEqual(2e-6 * Math.abs(expected));
}

const figures = ["meanError", "meanErrorNormalised", "rstdErrorUp", "rstdErrorDown", "sumError", "meanSquareDown", "meanSquareUp"] as const;

function compare(row: Row, contract: Contract, where: string): Documented {
  const bound = boundOf(row, exactAnswer(row)!, contract);
  const documented = documentedBound(row, contract);
  expect({ finite: bound.finite, informative: bound.informative }, where).toEqual({ finite: documented.finite, informative: documented.informative });
  for (const figure of figures) expectClose(bound[figure], documented[figure], `${figure} of ${where}`);
  documented.errors.forEach((error, i) => expectClose(bound.errors[i]!, error, `E[${i}] of ${where}`));
  return documented;
}

describe.each(algorithms)("%s", (algorithm) => {
  test.each(pairs.map(([storage, accumulator]) => ({ storage, accumulator })))("promises in $storage.id over $accumulator.id what the document derives", ({ storage, accumulator }) => {
    let informative = 0;
    let combinations = 0;
    for (const { name, x: values, eps } of rows) {
      const x = Float64Array.from(values, storage.round);
      const gamma = Float64Array.from(alternating(x.length), storage.round);
      const beta = Float64Array.from(wave(x.length, 0.5, 1), storage.round);
      for (const affine of [{}, { gamma }, { beta }, { gamma, beta }]) {
        const row = { x, eps: Math.fround(eps), ...affine };
        if (exactAnswer(row) === undefined) continue;
        for (const summation of summations) {
          for (const output of forms) {
            // Long rows are for what depends on n alone: every seventh of their contracts has it all.
            if (combinations++ % (x.length > 100 ? 7 * stride : stride) !== 0) continue;
            const contract: Contract = { storage, accumulator, algorithm, summation, output };
            const where = `${name}, ${Object.keys(affine)}, ${JSON.stringify(summation)}, ${output}`;
            if (compare(row, contract, where).informative) informative++;
          }
        }
      }
    }
    expect(informative).toBeGreaterThan(accumulator === bf16 ? 0 : budget(50));
  });

  test("promises finite outputs exactly as far as the document does", () => {
    // Which of the conditions ends it depends on the row: a sum (large mean, no spread), squares and their sum, γ, β.
    const shapes = [wave(5, 1, 1), wave(9, 0, 1), [1, 1, 1.5], [1, -1], wave(24, 4, 0.5), [1, 1, 1, 1.0005], wave(33, 1, 1e-4), wave(7, 1, 0.02), [1, 0, 0, 0, 0, 0]];
    const affines = [[undefined, undefined, "centred"], [undefined, undefined, "any"], [2000, 1000, "centred"], [300, 1000, "folded"], [300, 1000, "expanded"], [1, 65000, "folded"]] as const;
    let combinations = 0;
    for (const shape of shapes) {
      for (const [g, b, output] of affines) {
        for (const summation of ["sequential", "any"] as const) {
          for (const eps of [1e-5, 0]) {
            if (combinations++ % Math.ceil(stride / 3) !== 0) continue;
            const contract: Contract = { storage: fp16, accumulator: fp16, algorithm, summation, output };
            const at = (scale: number): Row => {
              const x = Float64Array.from(shape, (value) => value * scale);
              return { x, eps, gamma: g === undefined ? undefined : x.map(() => g), beta: b === undefined ? undefined : x.map(() => b) };
            };
            const end = largestScale((scale) => boundOf(at(scale), exactAnswer(at(scale))!, contract).finite);
            const documented = largestScale((scale) => documentedBound(at(scale), contract).finite);
            expect(Math.abs(end / documented - 1), `${shape}, ${output}, ${summation}: ${end}, by the document ${documented}`).toBeLessThan(1e-6);
          }
        }
      }
    }
  });
});

test("a compensated sum promises nothing once its compensation may fail, and a lone term or pair no more than any sum", () => {
  expect(summationError("kahan", 2 ** 17, 2 ** -8)).toEqual({ relative: 0, absolute: Infinity, low: 1 });
  expect(summationError("any", 2 ** 17, 2 ** -8)).toEqual({ relative: 0, absolute: Infinity, low: 1 });
  for (const n of [1, 2]) expect(summationError("any", n, 2 ** -11)).toEqual(summationError("sequential", n, 2 ** -11));
});

describe("in fp64 a bound is to u what it is in narrower formats", () => {
  const row = { x: Float64Array.from(wave(11, 4, 1), Math.fround), eps: 2 ** -17 };
  const pairsOfWide = [fp32, fp64].map((format) => ({ storage: format, accumulator: format }));

  test.each(algorithms)("%s", (algorithm) => {
    for (const output of forms) {
      const [narrow, wide] = pairsOfWide.map((formats) => boundOf(row, exactAnswer(row)!, { ...formats, algorithm, summation: "any", output }));
      for (const figure of figures) {
        // Second-order terms are some thousands of u of fp32; a difference of two numbers of about 1 would leave nothing of u of fp64.
        const ratio = wide![figure] / fp64.unitRoundoff / (narrow![figure] / fp32.unitRoundoff);
        expect(Math.abs(ratio - 1), `${figure}, ${output}: ${wide![figure]} in fp64, ${narrow![figure]} in fp32`).toBeLessThan(1e-3);
      }
    }
  });

  test.each([[0, 2 ** -60, 0], [2 ** -40, 2 ** -60, 2 ** -52], [2 ** -60, 0, 2 ** -50]])("a variance moved by %d and %d, then by a share of %d", (s, m, g) => {
    expect(movedUp({ v: 1 }, s, m, g)).toBeCloseTo(g + s ** 2 + 2 * m, 34);
    expect(movedDown({ v: 1, sigma: 1 }, m, g)).toBeCloseTo(g + 2 * m, 34);
  });

  test("a variance cannot fall below 0", () => {
    for (const m of [1.5, 2, Infinity]) expect(movedDown({ v: 2.25, sigma: 1.5 }, m, 0.1)).toBe(2.25);
    expect(movedDown({ v: 2.25, sigma: 1.5 }, 1, 0)).toBe(2);
    expect(movedUp({ v: 2.25 }, 0, 1, 0)).toBe(4);
  });
});

/** Where a predicate ends that holds for small scales; 2^-20 where it never does. */
function largestScale(holds: (scale: number) => boolean): number {
  let [low, high] = [-20, 18];
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (holds(2 ** middle)) low = middle;
    else high = middle;
  }
  return 2 ** low;
}

test("a pruned column (γ_i = 0) does not put its row beyond the contract", () => {

  const contract: Contract = { storage: fp32, accumulator: fp32, algorithm: "two-pass", summation: "any", output: "any" };
  const row = { x: Float64Array.of(4, -10, 16, 6), eps: Math.fround(1e-5), gamma: Float64Array.of(1, 0, 1, 1) };
  expect(boundOf(row, exactAnswer(row)!, contract)).toMatchObject({ finite: true, informative: true });
});
