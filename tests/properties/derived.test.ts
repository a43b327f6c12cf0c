// The further inputs that properties ask about, value by value: a derived batch that is too much like the first one asks nothing.

import { describe, expect, it } from "vitest";
import { resolveContract } from "../../src/contract/resolve.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch } from "./faults.ts";
import { properties } from "./read-properties.ts";

const contract = resolveContract({ format: "fp32" });

function derived(id: string, given: Batch): readonly Batch[] {
  return properties.find((one) => one.id === id)!.derive!(given, contract);
}

describe("derived batches", () => {
  it("row-independence: every other row, from the last but one on, holds the largest values of both signs", () => {
    const { maxFinite: M } = fp32;
    const [other] = derived("row-independence", batch([1, 2, 3, 4, 5, 6, 7, 8, 9], { rows: 3 }));
    expect([...other.x]).toEqual([1, 2, 3, -M, M, -M, 7, 8, 9]);
    const [two] = derived("row-independence", batch([1, 2, 3, 4], { rows: 2 }));
    expect([...two.x]).toEqual([M, -M, 3, 4]);
  });

  it("deterministic: another input between the repetitions", () => {
    const given = batch([1, 2, 3, 4], { rows: 2 });
    expect(derived("deterministic", given).map(({ x }) => [...x])).toEqual([[1, 2, 3, 4], [4, 3, 2, 1], [1, 2, 3, 4], [4, 3, 2, 1]]);
  });

  it("affine-locality: odd columns change, whatever they were, then those with an odd number of ones in their index, then the others", () => {
    const [odd, ones, others] = derived("affine-locality", batch([1, 2, 3, 4], { gamma: [1, 2, 2, 5], beta: [2, 0, 1, 2] }));
    expect([[...odd.gamma!], [...odd.beta!]]).toEqual([[1, -3, 2, 2], [2, 2, 1, -3]]);
    expect([[...ones.gamma!], [...ones.beta!]]).toEqual([[1, -3, -3, 5], [2, 2, 2, 2]]);
    expect([[...others.gamma!], [...others.beta!]]).toEqual([[2, 2, 2, 2], [-3, 0, 1, -3]]);
  });

  it("affine-locality: every wrong index that we know reads, somewhere, a column that changes for one that does not", () => {
    const wrong: Record<string, (i: number, n: number) => number> = {
      reversed: (i, n) => n - 1 - i,
      exchanged: (i, n) => Math.min(n - 1, i ^ 1),
      "exchanged in pairs": (i, n) => Math.min(n - 1, i ^ 2),
      "the first half": (i, n) => i % Math.ceil(n / 2),
      "the first": () => 0,
      "the last": (_, n) => n - 1,
    };
    for (const k of [1, 2, 4, 8]) {
      wrong[`${k} columns on`] = (i, n) => (i + k) % n;
      wrong[`a stride of ${2 * k}`] = (i, n) => (2 * k * i) % n;
      wrong[`one for ${2 * k} columns`] = (i) => Math.floor(i / (2 * k));
      wrong[`tiles of ${2 * k}`] = (i) => i % (2 * k);
    }
    for (let n = 2; n <= 70; n++) {
      const zeros = Array.from({ length: n }, () => 0);
      const batches = derived("affine-locality", batch(zeros, { gamma: zeros }));
      for (const [name, read] of Object.entries(wrong)) {
        if (zeros.every((_, i) => read(i, n) === i)) continue;
        expect(batches.some(({ gamma }) => zeros.some((_, i) => gamma![i] === 0 && gamma![read(i, n)] !== 0)), `${name}, n = ${n}`).toBe(true);
      }
    }
  });

  it("batch-invariance: a single row becomes the last of a square up to 16 columns, of two rows beyond", () => {
    const shapes = [1, 2, 3, 16, 17].map((cols) => derived("batch-invariance", batch(Array.from({ length: cols }, (_, i) => i + 1))));
    expect(shapes.map(([{ rows, cols }]) => [rows, cols])).toEqual([[2, 1], [2, 2], [3, 3], [16, 16], [2, 17]]);
    expect([...shapes[2][0].x]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3]);
  });

  it("power-of-two-scaling: x and √ε times 32, or a 32nd where that would overflow", () => {
    const [up] = derived("power-of-two-scaling", batch([1, -3], { eps: 2 ** -20 }));
    expect([[...up.x], up.eps]).toEqual([[32, -96], 2 ** -10]);
    const [down] = derived("power-of-two-scaling", batch([1, -(2 ** 127)], { eps: 2 ** -20 }));
    expect([[...down.x], down.eps]).toEqual([[1 / 32, -(2 ** 122)], 2 ** -30]);
  });

  it("permutation: every value once, both ends moved, neighbours parted", () => {
    for (let cols = 2; cols <= 40; cols++) {
      const [{ x }] = derived("permutation", batch(Array.from({ length: cols }, (_, i) => i)));
      expect([...x].sort((a, b) => a - b)).toEqual(Array.from({ length: cols }, (_, i) => i));
      expect(x[0]).not.toBe(0);
      expect(x[cols - 1]).not.toBe(cols - 1);
      // Steps of about 0.618 n, made coprime to n.
      const step = (x[1] - x[0] + cols) % cols;
      if (cols > 6) expect(Math.min(step, cols - step)).toBeGreaterThanOrEqual(2);
    }
  });
});
