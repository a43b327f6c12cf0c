// Every candidate of the shrinker is a batch, strictly simpler, and there are not too many.

import { describe, expect, it } from "vitest";
import { formatOf } from "../../src/formats/format-of.ts";
import { isRepresentable } from "../../src/formats/neighbours.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { isSimpler } from "../../src/rows/complexity.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { simplerBatches, simplerCandidates } from "../../src/rows/simpler.ts";
import { families, formatPairs, optionsOf } from "./read-families.ts";

describe("simplerBatches", () => {
  it.each(formatPairs)("gives well-formed, strictly simpler batches of the same format: %s", (pair) => {
    const options = optionsOf(pair, 12);
    for (const family of families) {
      for (const seed of [1, 2]) {
        const batch = family.generate(randomFrom(seed), options);
        const before = bitsOf(batch);
        for (const simpler of simplerBatches(batch, options.storage)) {
          const problem = problemOf(simpler, batch, pair);
          if (problem) expect.fail(`${family.id}, ${pair}, seed ${seed}: ${problem} in ${JSON.stringify([...simpler.x])}`);
        }
        expect(bitsOf(batch)).toBe(before);
      }
    }
  });

  it("ends at one zero, from anywhere, whichever of the first candidates is taken", () => {
    const random = randomFrom(8);
    for (const family of families) {
      let batch = family.generate(random, optionsOf("fp16/fp32", 16));
      let steps = 0;
      for (let next = drawn(); next; next = drawn()) {
        batch = next;
        expect(++steps).toBeLessThan(2000);
      }
      expect({ ...batch, x: [...batch.x] }).toMatchObject({ rows: 1, cols: 1, x: [0], gamma: undefined, beta: undefined });

      function drawn(): Batch | undefined {
        let skip = random.integer(0, 9);
        let last: Batch | undefined;
        for (const candidate of simplerBatches(batch, formatOf("fp16"))) {
          last = candidate;
          if (skip-- === 0) break;
        }
        return last;
      }
    }
  });

  it("goes round all edits from any place", () => {
    const batch = families[0].generate(randomFrom(1), optionsOf("fp16/fp32", 16));
    const storage = formatOf("fp16");
    const all = new Set([...simplerBatches(batch, storage)].map(bitsOf));
    const places = [...simplerCandidates(batch, storage)].map(({ place }) => place);
    for (const place of places.filter((_, i) => i % 11 === 0)) {
      expect(new Set([...simplerCandidates(batch, storage, place)].map((candidate) => bitsOf(candidate.batch)))).toEqual(all);
    }
  });

  it("offers no more than some hundred candidates for a long row, large cuts first, and makes them one by one", () => {
    const x = Float64Array.from({ length: 4097 }, (_, i) => formatOf("fp16").round(i * 1.37 - 999.5));
    const batch: Batch = { rows: 1, cols: x.length, x, eps: 1e-3, gamma: x.slice(), beta: undefined };
    const candidates = simplerBatches(batch, formatOf("fp16"));
    expect(candidates.next().value?.cols).toBe(2049);
    let count = 0;
    for (const _ of candidates) count++;
    expect(count).toBeLessThan(1500);
  });
});

function problemOf({ rows, cols, x, eps, gamma, beta }: Batch, from: Batch, pair: string): string | undefined {
  const { storage } = optionsOf(pair);
  if (!isSimpler({ rows, cols, x, eps, gamma, beta }, from, storage)) return "not simpler";
  if (!(rows >= 1 && cols >= 1 && x.length === rows * cols)) return `${x.length} values for ${rows} × ${cols}`;
  if ((gamma && gamma.length !== cols) || (beta && beta.length !== cols)) return "γ or β of another length";
  if ((gamma && !from.gamma) || (beta && !from.beta)) return "γ or β from nowhere";
  const special = (values: Float64Array) => values.filter((value) => !Number.isFinite(value)).length;
  if (special(x) > special(from.x)) return "more special values";
  const values = [...x, ...(gamma ?? []), ...(beta ?? [])];
  const stray = values.find((value) => !isRepresentable(storage, value));
  return stray === undefined ? undefined : `${stray} is no ${storage.id}`;
}

function bitsOf({ rows, cols, eps, x, gamma, beta }: Batch): string {
  const bits = (values: Float64Array | undefined) => values && new BigInt64Array(values.slice().buffer).join();
  return [rows, cols, eps, bits(x), bits(gamma), bits(beta)].join(";");
}
