// The fast judge of proofs against the slow one, on every row of small formats, for right kernels and wrong ones of every kind that it
// takes another way for.

import { describe, expect, it } from "vitest";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { formatOf } from "../../../src/formats/format-of.ts";
import { roundFp16 } from "../../../src/formats/fp16.ts";
import fp32 from "../../../src/impls/fp32.ts";
import fp64 from "../../../src/impls/fp64.ts";
import mixedBf16 from "../../../src/impls/mixed-bf16.ts";
import naiveFp16 from "../../../src/impls/naive-fp16.ts";
import onePass from "../../../src/impls/one-pass-fp32.ts";
import shifted from "../../../src/impls/shifted-fp32.ts";
import stableFp16 from "../../../src/impls/stable-fp16.ts";
import welford from "../../../src/impls/welford-fp32.ts";
import { comparable, judgeFast, judgeSlowly } from "./slow-judge.ts";

/** `base` with its outputs changed: row and column count from 0 in each call. */
function spoilt(id: string, base: LayerNormImplementation, change: (y: number, x: Float64Array, i: number) => number): LayerNormImplementation {
  return {
    ...base,
    id,
    forward(x, shape) {
      const y = base.forward(x, shape) as Float64Array;
      const { cols } = shape;
      return y.map((value, k) => change(value, x.subarray(k - (k % cols), k - (k % cols) + cols), k % cols));
    },
  };
}

const spoiltByOrder = spoilt("last-column-only", stableFp16, (y, x, i) => (i === x.length - 1 && x[i] > x[0] ? roundFp16(y * 1.01) : y));

const kernels: readonly LayerNormImplementation[] = [
  stableFp16,
  naiveFp16,
  mixedBf16,
  fp32,
  fp64,
  onePass,
  welford,
  shifted,
  { ...onePass, id: "one-pass-as-stable", contract: {} },
  spoilt("one-ulp-off", stableFp16, (y, x) => (x[0] > 1 ? roundFp16(y * (1 + 2 ** -10)) : y)),
  spoilt("unrounded", stableFp16, (y, x) => (x[0] === 3 ? y + 2 ** -30 : y)),
  spoilt("nan-at-two", stableFp16, (y, x, i) => (x[i] === 2 ? NaN : y)),
  spoilt("not-negated", stableFp16, (y, x) => (x[0] < 0 && x[1] > 0 ? y : Math.abs(y))),
  spoiltByOrder,
  // An honest contract that says little: most rows lie beyond it.
  { ...naiveFp16, id: "naive-honest", contract: { accumulator: "fp16", algorithm: "two-pass", summation: "sequential", output: "centred" } },
];

const cases = [
  ["toy", 1, 1e-5],
  ["toy", 2, 1e-5],
  ["toy", 2, 0],
  ["toy", 3, 1e-5],
  ["fp8-e4m3", 2, 1e-5],
  ["fp8-e5m2", 2, 1e-8],
] as const;

describe.each(cases)("every row of %s, n = %i, ε = %d", (format, cols, eps) => {
  // Of three values there are 175,616 rows, and of the second fp8 as many as of the first: a few kernels will do.
  it.each(cols < 3 && format !== "fp8-e5m2" ? kernels : [stableFp16, naiveFp16, welford, spoiltByOrder])("$id: the fast judge counts as the slow one does", async (kernel) => {
    const options = { format: formatOf(format), cols, eps: Math.fround(eps) };
    const fast = await judgeFast(kernel, options);
    expect(comparable(fast)).toEqual(judgeSlowly(kernel, options));
    expect(fast.rows).toBe((format === "toy" ? 56 : format === "fp8-e4m3" ? 254 : 248) ** cols);
    expect(fast.proved + fast.violated + fast.beyond).toBe(fast.rows);
  });
});

describe("what a proof says besides", () => {
  const options = { format: formatOf("fp8-e4m3"), cols: 2, eps: Math.fround(1e-5) };

  it("finds that an implementation does not respect a symmetry, and counts the rows all the same", async () => {
    const right = await judgeFast(stableFp16, options);
    expect(right).toMatchObject({ violated: 0, beyond: 0, negationBroken: 0, orderBroken: 0 });
    const oneSided = await judgeFast(kernels.find(({ id }) => id === "not-negated")!, options);
    expect(oneSided.negationBroken).toBeGreaterThan(0);
    const uneven = await judgeFast(spoiltByOrder, options);
    expect(uneven.orderBroken).toBeGreaterThan(0);
    expect(uneven.negationBroken).toBeGreaterThan(0);
  });

  it("does not depend on how many rows a call has", async () => {
    expect(await judgeFast(naiveFp16, { ...options, rowsPerCall: 7 })).toEqual(await judgeFast(naiveFp16, { ...options, rowsPerCall: 5000 }));
  });

  it("waits for answers that come later, and fills up calls of a fixed number of rows", async () => {
    const promised: LayerNormImplementation = { ...naiveFp16, fixed: { rows: 64 }, forward: async (x, shape) => {
      expect(shape.rows).toBe(64);
      return naiveFp16.forward(x, shape);
    } };
    expect(await judgeFast(promised, options)).toEqual(await judgeFast(naiveFp16, options));
  });

  it("gives the kernel a copy of its own", async () => {
    // A wrong one: rows that are wrong are looked at again.
    const scribbling: LayerNormImplementation = { ...naiveFp16, forward: (x, shape) => {
      const y = naiveFp16.forward(x, shape);
      x.fill(NaN);
      return y;
    } };
    expect(await judgeFast(scribbling, options)).toEqual(await judgeFast(naiveFp16, options));
  });
});
