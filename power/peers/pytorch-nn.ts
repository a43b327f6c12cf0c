// PyTorch's oldest LayerNorm tests: outputs of uniform data with ε = 0 must have mean 0 and variance 1, averaged over the rows; then a scale and a
// bias; then one large tensor against the formula. The ranks of the shapes are the project's, the sides in 3 to 5 are drawn anew.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { formatOf } from "../../src/formats/format-of.ts";
import type { Random } from "../../src/rows/family.ts";
import type { Peer, PeerCase, PeerVariant } from "./peer.ts";
import { within } from "./parts/comparisons.ts";
import { always, drawBatch, uniform } from "./parts/draws.ts";
import { inFp32 } from "./parts/references.ts";
import { momentsOfRows, unlessNear } from "./parts/row-moments.ts";
import { compared, nameOf } from "./parts/variant.ts";

const ranks = [2, 3, 4, 5];

function variant(format: StorageFormatId, delta: number): PeerVariant {
  return {
    format,
    rule: `mean |mean| and mean variance of the outputs within ${delta}`,
    cases: (random) => [...ranks.flatMap((rank) => general(format, { rank, delta }, random)), ...(format === "fp32" ? [numeric(random)] : [])],
  };
}

function general(format: StorageFormatId, { rank, delta }: { readonly rank: number; readonly delta: number }, random: Random): readonly PeerCase[] {
  const { round } = formatOf(format);
  const sides = Array.from({ length: rank }, () => random.integer(3, 5));
  const normalised = random.integer(1, rank - 1);
  const size = (part: readonly number[]) => part.reduce((product, side) => product * side, 1);
  const shape = { rows: size(sides.slice(0, -normalised)), cols: size(sides.slice(-normalised)), eps: 0, x: uniform(0, 10) };
  const scale = 0.2 + 1.8 * random.fraction();
  const bias = 0.2 + 1.8 * random.fraction();
  const plain = drawBatch({ ...shape, gamma: always(1), beta: always(0) }, format, random);
  const affine = { ...plain, gamma: plain.gamma!.map(() => round(scale)), beta: plain.beta!.map(() => round(bias)) };
  return [
    { name: nameOf(plain), batch: plain, complaint: looksNormalised({ cols: plain.cols, mean: 0, variance: 1, delta }) },
    { name: `${nameOf(plain)}, scaled`, batch: affine, complaint: looksNormalised({ cols: plain.cols, mean: bias, variance: scale ** 2, delta }) },
  ];
}

function looksNormalised({ cols, mean, variance, delta }: { readonly cols: number; readonly mean: number; readonly variance: number; readonly delta: number }) {
  return (y: ArrayLike<number>): string | undefined => {
    const rows = momentsOfRows(y, cols);
    const average = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    return (
      unlessNear("the mean |mean| of the outputs", { actual: average((row) => Math.abs(row.mean)), expected: mean, atol: delta }) ??
      unlessNear("the mean variance of the outputs", { actual: average((row) => row.variance), expected: variance, atol: delta })
    );
  };
}

/** [2, 256, 256, 144] in the original, 18.9 million values; each side by 16 here. */
function numeric(random: Random): PeerCase {
  const batch = drawBatch({ rows: 2, cols: 16 * 16 * 9, eps: 1e-5, x: uniform(0, 1), gamma: always(1), beta: always(0) }, "fp32", random);
  return compared(batch, inFp32, within(1e-5));
}

export default {
  id: "pytorch-nn",
  project: "PyTorch",
  source: "pytorch/pytorch test/test_nn.py (_test_LayerNorm_general, test_LayerNorm_numeric)",
  description: "statistics of the outputs of uniform rows with ε = 0; one large row against the formula",
  variants: [variant("fp32", 1e-5), variant("bf16", 1e-1)],
} satisfies Peer;
