// Every property watches every element that it speaks of: one wrong value anywhere, in the call or in a derived one, is noticed where
// it is, and what a property does not speak of leaves it silent. A loop that starts at 1 or an index of another row shows here.

import { describe, expect, it } from "vitest";
import { layerNormOf } from "../../faults/parts/layer-norm.ts";
import type { Call } from "../../src/contract/call.ts";
import type { ContractDeclaration, LayerNormImplementation } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { tryProperty, type Trial } from "../../src/contract/trial.ts";
import type { Batch } from "../../src/oracle/row.ts";
import { batch } from "./faults.ts";
import { properties } from "./read-properties.ts";

interface Watch {
  readonly batch: Batch;
  readonly contract?: ContractDeclaration;
  /** What a value is made of that is wrong; 3 more where absent. */
  readonly wrong?: (value: number) => number;
  /** For the call itself and then every derived call, row by row: + where a wrong value is noticed, . where it is not this property's affair. */
  readonly noticed: readonly string[];
}

const values = [0.5, -1.25, 2, 0.75, 3, -0.3, 1.1, 0.2, -2.2, 0.9, 1.6, -0.7];
const gamma = [1, 2, -0.5, 1.5];
const beta = [0.5, -1, 0.1, 2];
const plain = batch(values, { rows: 3 });
const affine = batch(values, { rows: 3, gamma, beta });
const all = "++++ ++++ ++++";

const watches: Readonly<Record<string, readonly Watch[]>> = {
  "oracle-agreement": [{ batch: plain, noticed: [all] }, { batch: affine, noticed: [all] }],
  negation: [{ batch: affine, noticed: [all, all] }],
  permutation: [{ batch: affine, noticed: [all, all] }],
  "affine-identity": [
    { batch: plain, noticed: [all, all] },
    { batch: plain, contract: { output: "centred" }, noticed: [all, all] },
  ],
  // The odd columns are those whose γ and β change, then 1 and 2, then 0 and 3: one or the other watches every column of the call.
  "affine-locality": [{ batch: affine, noticed: [all, "+.+. +.+. +.+.", "+..+ +..+ +..+", ".++. .++. .++."] }],
  "affine-scaling": [{ batch: affine, noticed: [all, all, all, all] }],
  // The last row is tried alone too; a single row among rows of zeros, as the last one.
  "batch-invariance": [
    { batch: affine, noticed: [all, all, "++++"] },
    { batch: batch(values.slice(0, 3)), noticed: ["+++", "... ... +++"] },
  ],
  // Every other row is changed, from the last but one on.
  "row-independence": [{ batch: affine, noticed: ["++++ .... ++++", "++++ .... ++++"] }],
  deterministic: [{ batch: affine, noticed: [all, all, all, all, all] }],
  "gamma-zero": [{ batch: affine, noticed: ["", all] }, { batch: batch(values, { rows: 3, gamma: [0, 2, 0, 1], beta }), noticed: ["+.+. +.+. +.+.", all] }],
  "constant-row": [{ batch: batch([7, 7, 7, 7, 1, 2, 3, 4, -5, -5, -5, -5], { rows: 3, beta }), noticed: ["++++ .... ++++"] }],
  "equal-inputs": [{ batch: batch([1, 2, 1, 3, 1, 2, 3, 4, 5, 5, 5, 6], { rows: 3 }), noticed: ["+.+. .... +++."] }],
  // A fall in order: the largest may grow, and the smallest shrink.
  monotone: [
    { batch: batch([1, 3, 2, 4, 7, 6, 5, 8, -1, -2, -3, -4], { rows: 3 }), noticed: ["+++. +++. .+++"] },
    { batch: batch([1, 3, 2, 4, 7, 6, 5, 8, -1, -2, -3, -4], { rows: 3, gamma: [-2, -2, -2, -2] }), noticed: [".+++ ++.+ +++."] },
  ],
  "exact-rows": [{ batch: batch([3, 10, -4, 4, 0.1, 0.3], { rows: 3 }), noticed: ["++ ++ .."] }],
  "finite-output": [{ batch: affine, wrong: () => NaN, noticed: [all] }, { batch: affine, wrong: () => -Infinity, noticed: [all] }],
  "output-representable": [{ batch: plain, wrong: (y) => y + 2 ** -40 / 3, noticed: [all] }],
  "non-finite-propagation": [
    { batch: batch([1, NaN, 3, 4, 5, 6, 7, 8, 1, 2, Infinity, 4], { rows: 3 }), wrong: (y) => (y === y ? y + 3 : 1.5), noticed: [all, ".... ++++ ...."] },
    // An infinity is no answer to NaN; to an infinity it is one of the right ones.
    { batch: batch([1, NaN, 3, 4, 5, 6, 7, 8, 1, 2, Infinity, 4], { rows: 3 }), wrong: () => Infinity, noticed: ["++++ ++++ ....", ".... ++++ ...."] },
  ],
  "power-of-two-scaling": [{ batch: plain, noticed: [all, all] }, { batch: affine, noticed: [all, all] }],
  "within-samuelson": [{ batch: plain, wrong: () => -1.74, noticed: [all] }, { batch: plain, wrong: () => 1.73, noticed: [""] }],
  "zero-mean": [{ batch: plain, noticed: [all] }],
  "unit-variance": [{ batch: plain, noticed: [all] }, { batch: plain, wrong: (y) => -y, noticed: [""] }],
  "single-element": [{ batch: batch([1, -2, 3], { rows: 3, beta: [0.5] }), noticed: ["+ + +"] }],
};

/** Properties whose evidence is another element, which differed before. */
const comparesOthers = ["monotone"];

/** The verdict when element `index` of the `which`-th call of the kernel (0 is the call itself) is wrong. */
function judged(property: (typeof properties)[number], { batch: given, contract: declared = {}, wrong = (y) => Math.fround(y + 3) }: Watch, which: number, index: number): Trial {
  const right = layerNormOf({ id: "subject", format: "fp32" });
  let calls = 0;
  const implementation: LayerNormImplementation = {
    ...right,
    contract: declared,
    forward(x, shape) {
      const y = Float64Array.from(right.forward(x, shape) as Float64Array);
      if (calls++ === which) y[index] = wrong(y[index]);
      return y;
    },
  };
  return tryProperty(implementation, resolveContract(implementation), property, given) as Trial;
}

describe.each(Object.entries(watches).flatMap(([id, list]) => list.map((watch, k) => ({ id, batchNumber: k + 1, watch }))))("$id, batch $batchNumber", ({ id, watch }) => {
  const property = properties.find((one) => one.id === id)!;
  const unspoilt = judged(property, watch, -1, 0);

  it("holds for the correct kernel", () => {
    expect(unspoilt.verdict.kind).toBe("holds");
  });

  it("notices one wrong value wherever it is, and says where", () => {
    const calls: readonly Call[] = [unspoilt.call, ...unspoilt.derived];
    const seen = calls.map(({ batch: { rows, cols } }, which) =>
      Array.from({ length: rows }, (_, r) =>
        Array.from({ length: cols }, (_, c) => {
          const { verdict, call, derived } = judged(property, watch, which, r * cols + c);
          if (verdict.kind !== "violated") return ".";
          // A statement about the row as a whole has no column, and something else to show.
          if (verdict.column < 0) return verdict.row === r ? "+" : "?";
          // What is shown as observed is what the call that is named returned at the place that is named.
          const shown = verdict.derived === undefined ? call : derived[verdict.derived];
          expect(verdict.observed, `call ${which}, row ${r}, column ${c}`).toBe(shown.y[verdict.row * shown.batch.cols + verdict.column]);
          expect(verdict.row).toBeLessThan(shown.batch.rows);
          // What it should have been is what it was, or four times that.
          if (watch.wrong === undefined && !comparesOthers.includes(id)) expect([3, 12]).toContain(Math.round(1000 * Math.abs(verdict.observed - verdict.expected!)) / 1000);
          expect(verdict.expected).not.toBe(verdict.observed);
          return "+";
        }).join(""),
      ).join(" "),
    );
    expect(seen.map((rows) => (/\+/.test(rows) ? rows : ""))).toEqual(watch.noticed);
  });
});
