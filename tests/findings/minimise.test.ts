// Shrinking ends at small rows, keeps the symptom and stays within its calls.

import { describe, expect, it } from "vitest";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { minimise } from "../../src/findings/minimise.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import { roundFp32 } from "../../src/formats/fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch } from "./find.ts";
import { kernel, naiveFp16, onePass, twoPass } from "./kernels.ts";
import { withinTolerance } from "./within-tolerance.ts";

const smallest = (implementation: LayerNormImplementation, input: Batch, callsMax = 3000) =>
  minimise({ implementation, property: withinTolerance, batch: input, storage: formatOf(implementation.format), callsMax });

const noisy = (n: number, offset: number) => Array.from({ length: n }, (_, i) => offset + ((i * 37) % 11) * 3.7);

describe("minimise", () => {
  it("shrinks a batch given from outside to a row that can be checked by hand", async () => {
    const gamma = Array.from({ length: 50 }, (_, i) => 1 + i / 16);
    const found = await smallest(onePass, batch("fp32", [...noisy(50, 70000), ...noisy(50, 1)], { rows: 2, gamma, beta: gamma }));
    expect(found?.batch.rows).toBe(1);
    expect(found?.batch.cols).toBeLessThanOrEqual(3);
    expect(found?.batch.gamma).toBeUndefined();
    expect(found?.batch.beta).toBeUndefined();
    expect(found?.shrinks).toBeGreaterThan(2);
    expect(found?.verdict.margin).toBeGreaterThanOrEqual(2);
  });

  it("keeps the symptom: NaN stays non-finite, and a number a number", async () => {
    const nan = await smallest(naiveFp16, batch("fp16", [65504, 65504, 1, 2, 3]));
    expect(nan?.verdict.observed).toBeNaN();
    expect(nan?.batch.cols).toBe(2);
    const collapsed = await smallest(naiveFp16, batch("fp16", [300, -300, 5, 7]));
    expect(collapsed?.verdict.observed).toBeCloseTo(0);
    expect(collapsed?.batch.cols).toBe(2);
  });

  it("lives with an implementation that throws on some candidates, and with one that answers late", async () => {
    const moody: LayerNormImplementation = {
      ...onePass,
      async forward(x, shape) {
        if (shape.cols === 4 || x[0] === 0) throw new Error("not today");
        return onePass.forward(x, shape);
      },
    };
    const found = await smallest(moody, batch("fp32", noisy(9, 70000)));
    expect(found?.batch.cols).toBeLessThan(9);
    expect(found?.verdict.kind).toBe("violated");
  });

  it("stops at the limit with the best so far", async () => {
    const found = await smallest(onePass, batch("fp32", noisy(200, 70000)), 5);
    expect(found?.calls).toBe(5);
    expect(found?.batch.cols).toBeLessThanOrEqual(200);
  });

  it("returns undefined for a batch without a violation", async () => {
    expect(await smallest(kernel("right", twoPass(roundFp32)), batch("fp32", [1, 2, 3]))).toBeUndefined();
  });

  it("gives the same minimum every time", async () => {
    const runs = await Promise.all([1, 2].map(() => smallest(onePass, batch("fp32", noisy(40, 70000)))));
    expect(runs[0]?.batch).toEqual(runs[1]?.batch);
  });

  it("keeps to what an implementation has built in", async () => {
    const fixed = { ...onePass, fixed: { cols: 8, gamma: null, beta: null } };
    const found = await smallest(fixed, batch("fp32", noisy(8, 70000)));
    expect(found?.batch.cols).toBe(8);
    expect(found?.shrinks).toBeGreaterThan(0);
  });
});
