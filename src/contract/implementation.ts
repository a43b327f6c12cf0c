// The plug-in contract: what a LayerNorm under test looks like. Public and stable; a plain object without imports satisfies it.

import type { ArithmeticId } from "../bounds/arithmetic.ts";
import type { Algorithm, GradientForm, OutputForm, Summation } from "../bounds/contract.ts";
import type { StageObserver } from "./stage.ts";

/** Formats that an implementation can store its data in. */
export type StorageFormatId = "fp64" | "fp32" | "fp16" | "bf16";

/** What a call of `forward` is told besides x. */
export interface ForwardShape {
  readonly rows: number;
  readonly cols: number;
  readonly eps: number;
  /** γ of length cols, or undefined for none. */
  readonly gamma: Float64Array | undefined;
  /** β of length cols, or undefined for none. */
  readonly beta: Float64Array | undefined;
  /**
   * There only when a single small batch is called again, to explain what came out of it. A kernel that calls it where it has them,
   * `trace?.("mean", r, mean)`, has its own stages shown beside the exact ones. Must not change what is computed.
   */
  readonly trace?: StageObserver | undefined;
}

/** What an implementation may promise beyond the defaults. Every field is optional. */
export interface ContractDeclaration {
  /** Format of intermediate results. Default: the wider of fp32 and the storage format. */
  readonly accumulator?: StorageFormatId;
  /** Default: "stable". */
  readonly algorithm?: Algorithm;
  /** Default: "any". */
  readonly summation?: Summation;
  /** Default: "any". */
  readonly output?: OutputForm;
  /** How `backward` forms dx. Default: "stable", which PyTorch's form on CPUs ("folded") is not. */
  readonly gradient?: GradientForm;
  /** How operations round. Default: "ieee"; "wgsl" for shaders, which may round either way, approximate quotients and roots, and take subnormal values for 0. */
  readonly arithmetic?: ArithmeticId;
}

/**
 * What an implementation has built in and a call cannot choose; batches are adapted to it (adaptBatch), so that the exact answer is
 * computed for the values that it really uses. An absent field is free.
 */
export interface FixedParameters {
  readonly cols?: number;
  /** Rows of every call. */
  readonly rows?: number;
  readonly eps?: number;
  /** The values built in; null when there is no γ and none can be given. */
  readonly gamma?: Float64Array | null;
  /** The values built in; null when there is no β and none can be given. */
  readonly beta?: Float64Array | null;
}

/** What a call of `backward` is told besides dy and x. */
export type BackwardShape = Omit<ForwardShape, "beta" | "trace">;

/** What `backward` answers: dx of rows·cols values, dγ and dβ of cols, the latter two where the kernel computes them. */
export interface BackwardAnswer {
  readonly dx: ArrayLike<number>;
  readonly dgamma?: ArrayLike<number> | undefined;
  readonly dbeta?: ArrayLike<number> | undefined;
}

export interface LayerNormImplementation {
  /** kebab-case, unique within a run. */
  readonly id: string;
  /** Storage format of x, γ, β and y. */
  readonly format: StorageFormatId;
  /** One line for `normfuzz list`. */
  readonly description?: string;
  /** Of an engine that others release: what is found of it holds for this version, and its fixtures are kept by it. Letters, digits and . + - _ only. */
  readonly version?: string;
  readonly contract?: ContractDeclaration;
  readonly fixed?: FixedParameters;
  /**
   * Rows that a call is best given, where one of many rows costs hardly more than one of a single row (an engine behind a promise, a process): the
   * search then draws about as many for each call. Default 1.
   */
  readonly rowsPerCall?: number;
  /** x: rows·cols values in row-major order, each representable in `format`. Returns as many values, or a promise of them. */
  forward(x: Float64Array, shape: ForwardShape): ArrayLike<number> | Promise<ArrayLike<number>>;
  /**
   * The gradients for an incoming dy: rows·cols values, representable in `format` as those of x and γ. Statistics are recomputed from x, or kept from a
   * forward pass of its own. Optional: without it the backward pass is not judged.
   */
  backward?(dy: Float64Array, x: Float64Array, shape: BackwardShape): BackwardAnswer | Promise<BackwardAnswer>;
  /** Releases what the implementation holds (engines). */
  dispose?(): void | Promise<void>;
}
