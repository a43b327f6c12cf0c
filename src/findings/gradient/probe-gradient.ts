// A few more calls of a backward pass that is to be explained, on inputs on which mistakes differ: several fit a short row by chance, and only one of them
// everything else that the kernel does.

import type { Contract } from "../../bounds/contract.ts";
import { adaptBatch } from "../../contract/adapt.ts";
import { largest } from "../../contract/batch-values.ts";
import type { Call } from "../../contract/call.ts";
import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { invokeBackward } from "../../contract/invoke-backward.ts";
import type { Batch } from "../../oracle/row.ts";
import { answered } from "../answered.ts";

/** Elements of a batch whose neighbours are tried as well. */
const elementsMax = 2 ** 10;

/** The calls that gave gradients, the very call once more before them; none where the implementation has no backward pass. */
export async function probeGradient(implementation: LayerNormImplementation, contract: Contract, batch: Batch): Promise<{ readonly again?: Call | undefined; readonly probes: readonly Call[] }> {
  if (implementation.backward === undefined) return { probes: [] };
  const { fixed } = implementation;
  const calls: Call[] = [];
  const again = await answered(invokeBackward(implementation, contract, batch));
  if (again === undefined) return { probes: [] };
  for (const probe of probesOf(batch, contract)) {
    const call = await answered(invokeBackward(implementation, contract, fixed === undefined ? probe : adaptBatch(probe, fixed, contract.storage)));
    if (call === undefined) return { again, probes: calls };
    if (call.failure === undefined) calls.push(call);
  }
  return { again, probes: calls };
}

/** Plain numbers in an order without a pattern: multiples of a quarter from −2.5 to 2.5. */
const plain = (i: number, step: number) => (((i * step + 3) % 21) - 10) / 4;

function probesOf(batch: Batch, { storage, accumulator }: Contract): readonly Batch[] {
  const { eps } = batch;
  const filled = (rows: number, cols: number, value: (i: number, r: number) => number) => Float64Array.from({ length: rows * cols }, (_, i) => storage.round(value(i, Math.floor(i / cols))));
  const gamma = (cols: number) => filled(1, cols, (i) => 0.5 + ((i * 3) % 7) / 4);
  // As far from the mean as √ε, so that ε counts; of a row without ε anything is.
  const small = Math.max(Math.sqrt(eps), 2 ** -12);
  // Near-constant: a step of a few ulps, of the storage format and not of one that is wider than the sums.
  const step = 2 ** (3 - storage.precision);
  const probes: Batch[] = [
    // Gradients of every size, subnormal ones among them.
    { rows: 5, cols: 5, eps, gamma: gamma(5), beta: undefined, x: filled(5, 5, (i) => plain(i, 8)), dy: filled(5, 5, (i, r) => plain(i, 5) * [1, 8, 2 ** -10, storage.minNormal / 2, 2 ** -20][r]) },
    { rows: 3, cols: 7, eps, gamma: gamma(7), beta: undefined, x: filled(3, 7, (i) => plain(i, 10) + i / 8), dy: filled(3, 7, (i) => (i % 4 === 0 ? 0 : plain(i, 11))) },
    { rows: 2, cols: 4, eps, gamma: gamma(4), beta: undefined, x: filled(2, 4, (i, r) => plain(i, 4) * small * [1, 2 ** -10][r]), dy: filled(2, 4, (i) => plain(i, 13)) },
    ...(storage.precision < accumulator.precision ? [{ rows: 2, cols: 5, eps, gamma: gamma(5), beta: undefined, x: filled(2, 5, (i, r) => (r + 1) * (1 + ((i * 3) % 5) * step)), dy: filled(2, 5, (i) => plain(i, 2)) }] : []),
  ];
  if (batch.dy === undefined || batch.x.length > elementsMax) return probes;
  const { dy, cols } = batch;
  const next = dy.map((_, i) => dy[i - (i % cols) + ((i + 1) % cols)]);
  const size = sizeOf(dy);
  const neighbours = [next, dy.map((value, i) => storage.round(value + plain(i, 9) * size))];
  return [...probes, ...neighbours.map((one): Batch => ({ ...batch, dy: one.map((value) => (Number.isFinite(value) ? value : 1)) }))];
}

/** How large the further gradients are: as the given ones, where these are of a size. */
function sizeOf(values: Float64Array): number {
  const size = largest(values);
  return size > 0 && size < Infinity ? size : 1;
}
