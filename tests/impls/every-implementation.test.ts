// What holds of every built-in implementation, found by reading the folder: it is a LayerNorm, it keeps the bound that it declares, and it
// is a function of its inputs that leaves them alone.

import { describe, expect, it } from "vitest";
import type { Contract } from "../../src/bounds/contract.ts";
import { Call } from "../../src/contract/call.ts";
import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { invoke } from "../../src/contract/invoke.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { validateImplementation } from "../../src/contract/validate.ts";
import type { Format } from "../../src/formats/format.ts";
import { isRepresentable } from "../../src/formats/neighbours.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { randomFrom } from "../../src/rows/random.ts";
import { families } from "../rows/read-families.ts";
import { fileNames, implementations } from "./read-impls.ts";
import { textbook } from "./textbook.ts";

const epsilon = Math.fround(1e-5);

/** An fp16 kernel that does everything in fp16 is right by the bound of fp16 sums, though that is not what it promises. */
function honestContract(implementation: LayerNormImplementation): Contract {
  const contract = resolveContract(implementation);
  return implementation.id === "naive-fp16" ? { ...contract, accumulator: contract.storage } : contract;
}

function callOf(implementation: LayerNormImplementation, contract: Contract, batch: Batch): Call {
  const call = invoke(implementation, contract, batch);
  if (call instanceof Call) return call;
  throw new Error(`${implementation.id} answers with a promise`);
}

/** Values between −2 and 2, γ and β in turn absent and present. */
function benignBatch(cols: number, format: Format, seed: number): Batch {
  const random = randomFrom(seed);
  const values = (length: number) => Float64Array.from({ length }, () => format.round(4 * random.next() - 2));
  return { rows: 3, cols, x: values(3 * cols), eps: epsilon, gamma: seed & 1 ? values(cols) : undefined, beta: seed & 2 ? values(cols) : undefined };
}

it("there are implementations, each named after its file", () => {
  expect(fileNames.length).toBeGreaterThan(10);
  expect(implementations.map(({ id }) => `${id}.ts`)).toEqual(fileNames);
});

describe.each(implementations.map((implementation) => ({ id: implementation.id, implementation })))("$id", ({ implementation }) => {
  const contract = honestContract(implementation);
  const { storage } = contract;

  it("is valid and says in one line who computes so", () => {
    expect(validateImplementation(implementation, "built in")).toBe(implementation);
    expect(implementation.description).toMatch(/^[^\n]{20,140}$/);
  });

  it("agrees with the textbook on benign rows, within its bound", () => {
    for (const cols of [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 64, 129, 300]) {
      for (let seed = 0; seed < 4; seed++) {
        const batch = benignBatch(cols, storage, seed);
        const call = callOf(implementation, contract, batch);
        const expected = textbook(batch);
        expect(call.failure).toBeUndefined();
        for (let i = 0; i < call.y.length; i++) {
          const { bound } = call.row(Math.floor(i / cols));
          // Twice: an fp64 textbook has an error of its own.
          const tolerance = (storage.id === "fp64" ? 2 : 1) * bound!.errors[i % cols]!;
          expect(Math.abs(call.y[i]! - expected[i]!), `n = ${cols}, y[${i}] = ${call.y[i]}, textbook ${expected[i]}`).toBeLessThanOrEqual(tolerance + 2 ** -48);
        }
      }
    }
  });

  it("keeps its own bound on rows of every family", () => {
    for (const family of families) {
      for (let seed = 0; seed < 4; seed++) {
        const batch = family.generate(randomFrom(`${family.id} ${seed}`), { storage, accumulator: contract.accumulator, elementsMax: 600 });
        const call = callOf(implementation, contract, batch);
        for (let r = 0; r < batch.rows; r++) {
          const { y, exact, bound } = call.row(r);
          if (!exact || !bound?.finite) continue;
          y.forEach((value, c) => {
            const error = Math.abs(value - exact.y[c]! - exact.yLow[c]!);
            expect(error <= bound.errors[c]! + exact.yError[c]! || bound.errors[c] === Infinity, `${family.id} ${seed}: y[${c}] = ${value}, exact ${exact.y[c]} ± ${bound.errors[c]}`).toBe(true);
          });
        }
      }
    }
  });

  it("answers with new values of the format and leaves its inputs alone", () => {
    for (const cols of [1, 3, 16, 33]) {
      const batch = benignBatch(cols, storage, 3);
      const call = callOf(implementation, contract, batch);
      expect(call.mutated).toEqual([]);
      expect(call.y.every((value) => isRepresentable(storage, value))).toBe(true);
      const answer = implementation.forward(batch.x, { rows: 3, cols, eps: epsilon, gamma: undefined, beta: undefined });
      expect(answer).toBeInstanceOf(Float64Array);
      expect(answer).not.toBe(batch.x);
      expect(implementation.forward(batch.x, { rows: 3, cols, eps: epsilon, gamma: undefined, beta: undefined })).not.toBe(answer);
    }
  });

  it("normalises every row on its own", () => {
    for (const cols of [1, 2, 9, 40]) {
      const batch = benignBatch(cols, storage, 3);
      const whole = callOf(implementation, contract, batch).y;
      for (let r = 0; r < 3; r++) {
        const alone = callOf(implementation, contract, { ...batch, rows: 1, x: batch.x.slice(r * cols, (r + 1) * cols) });
        expect(alone.y).toEqual(whole.slice(r * cols, (r + 1) * cols));
      }
    }
  });

  it("makes NaN of a whole row that holds NaN or Infinity, and of no other", () => {
    for (const strange of [NaN, Infinity, -Infinity]) {
      const x = Float64Array.of(1, strange, 3, 4, 1, 2, 3, 5);
      const { y } = callOf(implementation, contract, { rows: 2, cols: 4, x, eps: epsilon });
      expect(y.slice(0, 4).some(Number.isFinite)).toBe(false);
      expect(y.slice(4).every(Number.isFinite)).toBe(true);
    }
  });

  it("takes a batch without rows", () => {
    expect(callOf(implementation, contract, { rows: 0, cols: 4, x: new Float64Array(0), eps: epsilon }).y).toHaveLength(0);
  });
});
