// Types for people who write their implementation in an editor: without it a plain object does just as well.

import type { LayerNormImplementation } from "./implementation.ts";

/**
 * Returns the implementation as it is; the parameters of `forward` and the choices of every field are typed on the way.
 *
 * @example
 * export default defineLayerNorm({ id: "my-kernel", format: "fp16", forward: (x, { rows, cols, eps }) => myKernel(x, rows, cols, eps) });
 */
export function defineLayerNorm<T extends LayerNormImplementation>(implementation: T): T {
  return implementation;
}
