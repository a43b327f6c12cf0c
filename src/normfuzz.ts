// The public library: everything here is documented in docs/api.md and stays stable. The parts behind it may move.

export { builtinImplementations, allFamilies, allProperties, backwardProperties } from "./campaign/catalogue.ts";
export type { BeyondResult, ImplementationResult, PropertyResult } from "./campaign/result.ts";
export { verify, type VerifyOptions } from "./campaign/verify.ts";
export { boundOf } from "./bounds/bound-of.ts";
export type { Algorithm, Contract, OutputForm, Summation } from "./bounds/contract.ts";
export type { RowBound, Tolerance, ToleranceTerm } from "./bounds/row-bound.ts";
export { defineLayerNorm } from "./contract/define.ts";
export type { ContractDeclaration, ForwardShape, LayerNormImplementation, StorageFormatId } from "./contract/implementation.ts";
export { PluginError } from "./contract/plugin-error.ts";
export type { Property } from "./contract/property.ts";
export { resolveContract } from "./contract/resolve.ts";
export type { Holds, Skipped, Verdict, Violated } from "./contract/verdict.ts";
export type { Counterexample, Example } from "./findings/counterexample.ts";
export { bitsText, parseBits } from "./formats/bits.ts";
export type { Format, FormatId } from "./formats/format.ts";
export { formatOf } from "./formats/format-of.ts";
export { nextDown, nextUp, ulp } from "./formats/neighbours.ts";
export { fromOrdinal, ordinalOf } from "./formats/ordinal.ts";
export { shortestDecimal } from "./formats/shortest.ts";
export { exactAnswer } from "./oracle/exact.ts";
export type { ExactAnswer, RowStatistics } from "./oracle/exact-answer.ts";
export { correctlyRounded } from "./oracle/round-answer.ts";
export { type Batch, batchOf, type Row, rowOf } from "./oracle/row.ts";
export { anyBatch, batchArbitrary } from "./rows/batch-arbitrary.ts";
export type { GenerateOptions, Random, RowFamily } from "./rows/family.ts";
