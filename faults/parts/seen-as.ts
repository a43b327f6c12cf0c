// A correct kernel that sees other inputs than it was given: narrowed, flushed, saturated.

import type { LayerNormImplementation } from "../../src/contract/implementation.ts";
import { correct, type KernelOptions, layerNormByRows } from "./layer-norm.ts";

export function layerNormSeeing(options: KernelOptions, seen: (value: number) => number): LayerNormImplementation {
  return layerNormByRows(options, (given) => {
    const row = { ...given, x: given.x.map(seen) };
    const mean = correct.mean(row);
    const rstd = correct.rstd(correct.variance(row, mean), row);
    return row.x.map((_, i) => correct.affine(row, i, correct.normalised(row, i, { mean, rstd })));
  });
}
