// A correct kernel with something done to its call or its answer: aliasing, buffers, caches, shapes and lengths go wrong outside the arithmetic.

import type { ForwardShape, LayerNormImplementation } from "../../src/contract/implementation.ts";
import { type KernelOptions, layerNormOf } from "./layer-norm.ts";

type Forward = (x: Float64Array, shape: ForwardShape) => Float64Array;
export type Wrapped = (x: Float64Array, shape: ForwardShape, right: Forward) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** An implementation whose answer is `wrapped`, which may call the correct one. */
export function layerNormThen(options: KernelOptions, wrapped: Wrapped): LayerNormImplementation {
  const correct = layerNormOf(options);
  const right: Forward = (x, shape) => correct.forward(x, shape) as Float64Array;
  return { ...correct, forward: (x, shape) => wrapped(x, shape, right) };
}
