// From what an implementation declares to the contract it is held to: the defaults are what a user expects who declares nothing.

import type { Contract } from "../bounds/contract.ts";
import { formatOf, widerFormat } from "../formats/format-of.ts";
import type { LayerNormImplementation } from "./implementation.ts";

/**
 * The contract of an implementation. Absent fields: accumulator the wider of fp32 and the storage format, algorithm "stable", any
 * summation, any output form, a stable form of the gradient, IEEE arithmetic. Throws a RangeError for an unknown format.
 */
export function resolveContract({ format, contract = {} }: Pick<LayerNormImplementation, "format" | "contract">): Contract {
  const storage = formatOf(format);
  return {
    storage,
    accumulator: contract.accumulator === undefined ? widerFormat(formatOf("fp32"), storage) : formatOf(contract.accumulator),
    algorithm: contract.algorithm ?? "stable",
    summation: contract.summation ?? "any",
    output: contract.output ?? "any",
    ...(contract.gradient === undefined ? {} : { gradient: contract.gradient }),
    ...(contract.arithmetic === undefined ? {} : { arithmetic: contract.arithmetic }),
  };
}
