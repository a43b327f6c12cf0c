// Rows in boxes of a factor of two in size and in v + ε, with the bound's ceiling in each, evaluated when a row first falls into one.

import { type Cell, errorCeiling } from "../../bounds/ceiling.ts";
import type { Contract } from "../../bounds/contract.ts";
import { exponentOf } from "../../formats/exponent.ts";

/** Exponents of doubles: those of v + ε. */
const exponents = 2048;
const bias = 1023;
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

export class Cells {
  /** By cell: slope and offset; NaN in slope: not evaluated; Infinity: rows here may lie outside the contract. */
  readonly slopes: Float64Array;
  readonly offsets: Float64Array;
  readonly #contract: Contract;
  readonly #n: number;
  readonly #eps: number;
  readonly #smallest: number;

  /** For rows of n of these codes. */
  constructor(contract: Contract, { codes, n, eps }: { readonly codes: Float64Array; readonly n: number; readonly eps: number }) {
    this.#contract = contract;
    this.#n = n;
    this.#eps = eps;
    const largest = codes[codes.length - 1];
    const least = codes[codes.length / 2 + 1];
    this.#smallest = exponentOf(least);
    const sizes = exponentOf(largest) - this.#smallest + 1;
    this.slopes = new Float64Array(sizes * exponents).fill(NaN);
    this.offsets = new Float64Array(sizes * exponents).fill(NaN);
  }

  /** The size class of a value. */
  sizeOf(value: number): number {
    return value === 0 ? 0 : exponentOf(Math.abs(value)) - this.#smallest;
  }

  /** The cell of rows whose largest value has this size and whose v + ε has this biased exponent. */
  at(size: number, exponent: number): number {
    const index = size * exponents + exponent;
    if (this.slopes[index] !== this.slopes[index]) this.#evaluate(index, size, exponent);
    return index;
  }

  #evaluate(index: number, size: number, exponent: number): void {
    // v + ε was computed with a relative error far below 2^-40.
    const cell: Cell = {
      n: this.#n,
      eps: this.#eps,
      magnitudeMax: 2 ** (size + this.#smallest + 1),
      shiftedMin: 2 ** (exponent - bias) * (1 - 2 ** -40),
      shiftedMax: 2 ** (exponent - bias + 1) * (1 + 2 ** -40),
    };
    const bound = exponent === 0 || exponent === 2047 ? undefined : errorCeiling(this.#contract, cell);
    this.slopes[index] = bound?.slope ?? Infinity;
    this.offsets[index] = bound?.offset ?? Infinity;
  }
}

/** Reads biased exponents out of an array of doubles. */
export function exponentReader(values: Float64Array): (index: number) => number {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const high = littleEndian ? 1 : 0;
  return (index) => (words[2 * index + high] >> 20) & 0x7ff;
}
