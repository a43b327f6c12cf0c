// What a violation of the backward pass shows is what was checked: observed and expected are apart by the margin times the tolerance that is named, and its
// terms add up to it.

import { expect, it } from "vitest";
import { correct, gradientOf, type Pieces } from "../../faults/backward/parts/gradient-of.ts";
import { backwardProperties } from "../../src/campaign/catalogue.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { tryProperty } from "../../src/contract/trial.ts";
import type { Violated } from "../../src/contract/verdict.ts";
import epsilonProjected from "../../faults/backward/epsilon-projected.ts";
import gradientClipped from "../../faults/backward/gradient-clipped.ts";
import parametersAveraged from "../../faults/backward/parameters-averaged.ts";
import projectionOfDy from "../../faults/backward/projection-of-dy.ts";
import twoPass from "../../src/impls/two-pass-sequential-fp32.ts";

const properties = await backwardProperties();

interface Case {
  readonly property: string;
  readonly kernel: LayerNormImplementation;
  readonly x: readonly number[];
  readonly dy: readonly number[];
  readonly gamma?: readonly number[];
  readonly rows?: number;
  /** The shown tolerance is equality. */
  readonly exact?: true;
}

const { forward } = twoPass;
const kernelOf = (format: StorageFormatId, pieces: Partial<Pieces>): LayerNormImplementation => ({ id: "subject", format, forward, backward: gradientOf(format, pieces) });
const [x, dy] = [[1, 2, 4, -3], [4, -1, 2, 8]];

/** A little more where the row before was large. */
function leaking(): LayerNormImplementation {
  let before = 0;
  return kernelOf("fp32", {
    means(row) {
      const { c1, c2 } = correct.means(row);
      const leaked = row.row > 0 && before > 100 ? 0.01 : 0;
      before = row.x[0]!;
      return { c1: c1 + leaked, c2 };
    },
  });
}

const cases: readonly Case[] = [
  { property: "backward-agreement", kernel: kernelOf("fp32", { dx: (parts, i) => correct.dx(parts, i) * 1.125 }), x, dy },
  { property: "backward-zero-sum", kernel: kernelOf("bf16", { dx: (parts, i) => correct.dx(parts, i) + 0.5 }), x, dy },
  { property: "backward-projection", kernel: epsilonProjected.create(), x: [1e-3, -1e-3, 2e-3, 0].map(Math.fround), dy },
  { property: "backward-symmetric", kernel: projectionOfDy.create(), x, dy, gamma: [1, 2, 3, 5] },
  { property: "backward-row-independence", kernel: leaking(), x: [...x, ...x, ...x], dy: [...dy, ...dy, ...dy], rows: 3 },
  { property: "backward-parameters", kernel: parametersAveraged.create(), x: [...x, ...x], dy: [...dy, ...dy], rows: 2 },
  { property: "backward-homogeneous", kernel: gradientClipped.create(), x: [1, -1, 1, -1], dy: [4096, 0, 0, 0], exact: true },
  // dx is what ε leaves, a subnormal number of fp16, which 4·dx may round otherwise: beside normal intermediate results.
  { property: "backward-homogeneous", kernel: kernelOf("fp16", { dx: (parts, i) => correct.dx(parts, i) + (parts.dy[0] === 4 ? 0.01 : 0) }), x: [1, -1], dy: [1, 0] },
];

it.each(cases)("$property: $kernel.format, $x.length values", async ({ property, kernel, x: values, dy: gradient, gamma, rows = 1, exact = false }) => {
  const batch = { rows, cols: values.length / rows, x: Float64Array.from(values), dy: Float64Array.from(gradient), eps: Math.fround(1e-5), gamma: gamma && Float64Array.from(gamma) };
  const { verdict } = await tryProperty(kernel, resolveContract(kernel), properties.find(({ id }) => id === property)!, batch);
  expect(verdict.kind).toBe("violated");
  const { observed, expected, margin, tolerance } = verdict as Violated;
  expect(tolerance.value === 0).toBe(exact);
  expect(margin === Infinity).toBe(exact);
  if (exact) return;
  expect(Math.abs(observed - expected!) / tolerance.value / margin).toBeCloseTo(1, 4);
  expect(tolerance.terms.reduce((sum, { value }) => sum + value, 0) / tolerance.value).toBeCloseTo(1, 6);
  expect(tolerance.terms.length).toBeGreaterThan(1);
});
