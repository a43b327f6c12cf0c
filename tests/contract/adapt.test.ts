// Batches cut to what an implementation has built in.

import { describe, expect, it } from "vitest";
import { adaptBatch, fitsFixed } from "../../src/contract/adapt.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { bf16 } from "../../src/formats/bf16.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";
import type { Batch } from "../../src/oracle/row.ts";

const batch: Batch = { rows: 2, cols: 3, x: Float64Array.of(1, 2, 3, 4, 5, 6), eps: 0.5, gamma: Float64Array.of(7, 8, 9), beta: undefined };

describe("adaptBatch", () => {
  it("leaves a batch that fits as it is", () => {
    for (const fixed of [{}, { cols: 3 }, { eps: 0.5, rows: 2 }, { gamma: Float64Array.of(7, 8, 9) }, { beta: null }]) {
      expect(adaptBatch(batch, fixed, fp32)).toBe(batch);
      expect(fitsFixed(batch, fixed, fp32)).toBe(true);
    }
  });

  it("cuts and repeats columns, weights with them", () => {
    expect(adaptBatch(batch, { cols: 2 }, fp32)).toEqual({ rows: 2, cols: 2, x: Float64Array.of(1, 2, 4, 5), eps: 0.5, gamma: Float64Array.of(7, 8), beta: undefined });
    const wider = adaptBatch(batch, { cols: 5 }, fp32);
    expect(wider.x).toEqual(Float64Array.of(1, 2, 3, 1, 2, 4, 5, 6, 4, 5));
    expect(wider.gamma).toEqual(Float64Array.of(7, 8, 9, 7, 8));
  });

  it("cuts and repeats rows", () => {
    expect(adaptBatch(batch, { rows: 1 }, fp32).x).toEqual(Float64Array.of(1, 2, 3));
    expect(adaptBatch(batch, { rows: 3 }, fp32).x).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6, 1, 2, 3));
  });

  it("puts in what is built in, and takes out what cannot be given", () => {
    const fixed = { cols: 3, eps: 0.25, gamma: null, beta: Float64Array.of(1, 2, 0.1) };
    const adapted = adaptBatch(batch, fixed, fp16);
    expect(adapted).toMatchObject({ eps: 0.25, gamma: undefined, beta: Float64Array.of(1, 2, fp16.round(0.1)) });
    expect(fitsFixed(adapted, fixed, fp16)).toBe(true);
    expect(fitsFixed({ ...adapted, beta: Float64Array.of(1, 2, 3) }, fixed, fp16)).toBe(false);
    expect(fitsFixed({ ...adapted, gamma: Float64Array.of(1, 1, 1) }, fixed, fp16)).toBe(false);
    expect(fitsFixed({ ...adapted, eps: 0.5 }, fixed, fp16)).toBe(false);
  });
});

describe("resolveContract", () => {
  it("promises fp32 inside, or the storage format where that is wider, and any stable algorithm", () => {
    const rest = { algorithm: "stable", summation: "any", output: "any" };
    expect(resolveContract({ format: "fp16" })).toEqual({ storage: fp16, accumulator: fp32, ...rest });
    expect(resolveContract({ format: "bf16" })).toEqual({ storage: bf16, accumulator: fp32, ...rest });
    expect(resolveContract({ format: "fp32" })).toEqual({ storage: fp32, accumulator: fp32, ...rest });
    expect(resolveContract({ format: "fp64" })).toEqual({ storage: fp64, accumulator: fp64, ...rest });
  });

  it("takes what is declared", () => {
    const contract = { accumulator: "fp16", algorithm: "one-pass", summation: { height: 5 }, output: "folded" } as const;
    expect(resolveContract({ format: "fp16", contract })).toEqual({ storage: fp16, ...contract, accumulator: fp16 });
  });
});
