// Neighbours of a row are rows of the same format, no longer than asked for, the same for the same seed, and of every kind.

import { describe, expect, it } from "vitest";
import { isRepresentable } from "../../src/formats/neighbours.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { mutate } from "../../src/rows/mutations.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { resized, scaledTo } from "../../src/rows/reshape.ts";
import { families, optionsOf } from "./read-families.ts";

const pairs = ["fp32/fp32", "fp16/fp32", "bf16/fp32", "fp64/fp64"];

function* mutants(pair: string, seed: string): Generator<{ origin: Batch; mutant: Batch }> {
  const random = randomFrom(seed);
  const options = optionsOf(pair, 200);
  for (const family of families) {
    for (let k = 0; k < 30; k++) {
      const origin = family.generate(random, options);
      yield { origin, mutant: mutate(origin, random, options) };
    }
  }
}

describe.each(pairs)("mutants in %s", (pair) => {
  const { storage } = optionsOf(pair, 200);

  it("are batches of the format, finite where the original is, and not longer than asked for", () => {
    for (const { origin, mutant } of mutants(pair, pair)) {
      const { rows, cols, x, gamma, beta, eps } = mutant;
      expect(x.length).toBe(rows * cols);
      expect(x.length).toBeLessThanOrEqual(Math.max(200, origin.x.length));
      for (const values of [x, gamma, beta]) expect(values?.every((value) => isRepresentable(storage, value))).not.toBe(false);
      if (origin.x.every(Number.isFinite)) expect(x.every(Number.isFinite)).toBe(true);
      for (const values of [gamma, beta]) if (values) expect(values.length).toBe(cols);
      expect(Math.fround(eps)).toBe(eps);
    }
  });

  it("are the same for the same seed, and leave the original alone", () => {
    const again = mutants(pair, pair);
    for (const { origin, mutant } of mutants(pair, pair)) {
      const other = again.next().value!;
      expect(mutant).toEqual(other.mutant);
      expect(origin).toEqual(other.origin);
    }
  });

  it("change values, lengths, rows, ε, γ and β", () => {
    const changed = { x: 0, longer: 0, shorter: 0, rows: 0, eps: 0, gamma: 0, beta: 0 };
    for (const { origin, mutant } of mutants(pair, pair)) {
      if (mutant.cols > origin.cols) changed.longer++;
      else if (mutant.cols < origin.cols) changed.shorter++;
      else if (mutant.rows < origin.rows) changed.rows++;
      else if (mutant.x.some((value, i) => value !== origin.x[i])) changed.x++;
      if (mutant.eps !== origin.eps) changed.eps++;
      if ((mutant.gamma === undefined) !== (origin.gamma === undefined)) changed.gamma++;
      if ((mutant.beta === undefined) !== (origin.beta === undefined)) changed.beta++;
    }
    for (const [kind, count] of Object.entries(changed)) expect(count, kind).toBeGreaterThan(2);
  });
});

describe("reshaping", () => {
  const batch: Batch = { rows: 2, cols: 2, x: Float64Array.of(1, 2, 3, 4), eps: 0, gamma: Float64Array.of(5, 6), beta: undefined };
  it("repeats columns, or cuts them off", () => {
    expect([...resized(batch, 3).x]).toEqual([1, 2, 1, 3, 4, 3]);
    expect([...resized(batch, 1).x]).toEqual([1, 3]);
    expect([...resized(batch, 3).gamma!]).toEqual([5, 6, 5]);
  });
  it("brings values to a binade", () => {
    const { storage } = optionsOf("fp16/fp32", 10);
    expect([...scaledTo(batch, -3, storage).x]).toEqual([1 / 32, 2 / 32, 3 / 32, 4 / 32]);
    expect([...scaledTo({ ...batch, x: Float64Array.of(0, 0, -0, 0) }, 4, storage).x]).toEqual([0, 0, -0, 0]);
  });
});
