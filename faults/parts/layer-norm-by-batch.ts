// A kernel whose rows see more of the batch than their own row: what leaks between rows is a part made from the whole call.

import type { ForwardShape, LayerNormImplementation } from "../../src/contract/implementation.ts";
import { type KernelOptions, layerNormOf, type Parts } from "./layer-norm.ts";

export interface WholeBatch extends ForwardShape {
  readonly x: Float64Array;
  /** The values of row r; undefined beyond the last. */
  row(r: number): Float64Array | undefined;
}

/** An implementation of the correct parts, but for those that `partsOf` makes of a call. */
export function layerNormByBatch(options: KernelOptions, partsOf: (batch: WholeBatch) => Partial<Parts>): LayerNormImplementation {
  return {
    ...layerNormOf(options),
    forward(x, shape) {
      const { rows, cols } = shape;
      const row = (r: number) => (r < rows ? x.subarray(r * cols, (r + 1) * cols) : undefined);
      return layerNormOf(options, partsOf({ ...shape, x, row })).forward(x, shape);
    },
  };
}
