// Rows put together for engines whose calls are dear: the same seed gives the same rows, a run makes as many draws, finds what it found, and shrinks it to a row.

import { describe, expect, it } from "vitest";
import { rowsPerCallOf, widened } from "../../../src/campaign/search/widen.ts";
import { verify } from "../../../src/campaign/verify.ts";
import type { LayerNormImplementation } from "../../../src/contract/implementation.ts";
import { validateImplementation } from "../../../src/contract/validate.ts";
import onePass from "../../../src/impls/one-pass-fp32.ts";
import welford from "../../../src/impls/welford-fp32.ts";

const settings = { seed: "wide", seconds: 60, regressions: "regressions/none", shrinkCalls: 500 };

it("a batch gets the first row of each further one, in its own width, with its own ε, γ and β", () => {
  const gamma = Float64Array.of(7, 8);
  const wide = widened({ rows: 1, cols: 2, x: Float64Array.of(1, 2), eps: 3, gamma }, [
    { rows: 2, cols: 3, x: Float64Array.of(4, 5, 6, 0, 0, 0), eps: 0 },
    { rows: 1, cols: 1, x: Float64Array.of(9), eps: 0 },
  ]);
  expect(wide).toEqual({ rows: 3, cols: 2, x: Float64Array.of(1, 2, 4, 5, 9, 9), eps: 3, gamma });
});

it("each further row brings its incoming gradient along", () => {
  const wide = widened({ rows: 1, cols: 2, x: Float64Array.of(1, 2), dy: Float64Array.of(3, 4), eps: 3 }, [{ rows: 1, cols: 1, x: Float64Array.of(9), dy: Float64Array.of(8), eps: 0 }]);
  expect(wide).toEqual({ rows: 2, cols: 2, x: Float64Array.of(1, 2, 9, 9), dy: Float64Array.of(3, 4, 8, 8), eps: 3 });
});

it("as many rows as asked for, but no fewer calls than a run needs and no more elements than it may have", () => {
  expect(rowsPerCallOf({ rowsPerCall: 256, runs: 2e6, elementsMax: 4100 }, 8)).toBe(256);
  expect(rowsPerCallOf({ rowsPerCall: 256, runs: 20_000, elementsMax: 4100 }, 8)).toBe(50);
  expect(rowsPerCallOf({ rowsPerCall: 256, runs: 2e6, elementsMax: 4100 }, 1000)).toBe(4);
  expect(rowsPerCallOf({ rowsPerCall: 256, runs: 100, elementsMax: 4100 }, 8000)).toBe(1);
});

function counting({ forward }: LayerNormImplementation) {
  const calls: string[] = [];
  const implementation: LayerNormImplementation = {
    id: "engine",
    format: "fp32",
    rowsPerCall: 256,
    forward: async (x, shape) => {
      calls.push(`${shape.rows} × ${shape.cols}: ${x.slice(0, 4).join(" ")}`);
      return forward(x, shape);
    },
  };
  return { calls, implementation };
}

describe("a run", () => {
  it("draws as many, in fewer calls, the same for the same seed, and some rows alone", async () => {
    const [first, again] = [counting(welford), counting(welford)];
    const result = await verify(first.implementation, { ...settings, runs: 4000 });
    await verify(again.implementation, { ...settings, runs: 4000 });
    expect(result.verdict).toBe("pass");
    expect(result.batches).toBe(4000);
    expect(result.rows).toBeGreaterThanOrEqual(4000);
    expect(result.calls).toBeLessThan(4000);
    expect(again.calls).toEqual(first.calls);
    expect(first.calls.some((call) => call.startsWith("10 × "))).toBe(true);
    expect(first.calls.some((call) => call.startsWith("1 × "))).toBe(true);
  }, 120_000);

  it("finds a one-pass variance and shrinks it to one row of two values", async () => {
    const { properties, beyond } = await verify(counting(onePass).implementation, { ...settings, runs: 4000 });
    const { minimal } = properties.find(({ property }) => property === "oracle-agreement")!.counterexample!;
    expect([minimal.batch.rows, minimal.batch.cols]).toEqual([1, 2]);
    for (const { counterexample } of beyond) expect(counterexample.minimal.batch.rows).toBe(1);
  }, 120_000);
});

it("rowsPerCall is a whole number from 1 on", () => {
  expect(() => validateImplementation({ ...welford, rowsPerCall: 0 }, "kernel.ts")).toThrow("rowsPerCall is 0: give a whole number ≥ 1");
  expect(validateImplementation({ ...welford, rowsPerCall: 8 }, "kernel.ts")).toBeDefined();
});

it("a backward pass that is right stays so when rows are put together", async () => {
  const { forward, backward } = welford;
  const shapes = new Set<number>();
  const implementation: LayerNormImplementation = {
    id: "engine",
    format: "fp32",
    rowsPerCall: 256,
    forward,
    backward: async (dy, x, shape) => {
      shapes.add(dy.length - x.length);
      return backward!(dy, x, shape);
    },
  };
  const { verdict, properties } = await verify(implementation, { ...settings, runs: 20_000, properties: ["backward-answers", "backward-agreement"] });
  expect(properties.filter(({ status }) => status === "fail")).toEqual([]);
  expect(verdict).toBe("pass");
  expect([...shapes]).toEqual([0]);
}, 120_000);
