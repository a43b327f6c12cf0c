// The kernels that are known: what a black box is compared with, bit for bit.

import type { LayerNormImplementation } from "../../contract/implementation.ts";
import { contains, formatOf } from "../../formats/format-of.ts";
import type { Format } from "../../formats/format.ts";

export interface Candidate {
  /** "welford-fp32", or "welford-fp32, rounded to fp16". */
  readonly name: string;
  /** Whether its own format is wider, and its outputs are rounded into the storage format. */
  readonly rounded: boolean;
  readonly forward: LayerNormImplementation["forward"];
}

/** Those that take every value of the storage format; a wider one computes in its own format and rounds once at the end. */
export function candidatesFor(storage: Format, known: readonly LayerNormImplementation[]): readonly Candidate[] {
  return known.flatMap(({ id, format, forward }): Candidate[] => {
    const own = formatOf(format);
    if (own.id === storage.id) return [{ name: id, rounded: false, forward }];
    if (!contains(own, storage)) return [];
    return [{ name: `${id}, rounded to ${storage.id}`, rounded: true, forward: (x, shape) => Float64Array.from(forward(x, shape) as ArrayLike<number>, storage.round) }];
  });
}
