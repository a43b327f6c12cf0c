// A floating-point number format as data: everything that the oracle, the bounds and the generators need to know about
// fp16 or bf16, and the one hot function, `round`. Each format lives in a file of its own with rounding written out in full,
// because V8 keeps a call fast only where it sees one function (a shared, parametrised body is eight times slower).

export type FormatId = "fp64" | "fp32" | "fp16" | "bf16" | "fp8-e4m3" | "fp8-e5m2" | "toy";

/** A binary floating-point format with subnormals and round-to-nearest-even. All values are exact doubles. */
export interface Format {
  readonly id: FormatId;
  /** Storage width in bits. */
  readonly bits: number;
  /** p: bits of the significand, the hidden one included (fp16: 11). */
  readonly precision: number;
  /** Exponent of the smallest normal number, 2^exponentMin (fp16: −14). */
  readonly exponentMin: number;
  /** Exponent of the largest binade, 2^exponentMax ≤ |x| < 2^(exponentMax+1) (fp16: 15). */
  readonly exponentMax: number;
  /** u = 2^−p: largest relative error of one rounding to a normal number (up to the factor 1/(1+u)). */
  readonly unitRoundoff: number;
  /** ν: smallest positive normal number. */
  readonly minNormal: number;
  /** λ: smallest positive subnormal number, the spacing near zero. */
  readonly minSubnormal: number;
  /** Ω: largest finite number. */
  readonly maxFinite: number;
  /** Smallest magnitude that no longer rounds to a finite number (fp16: 65520). For fp64 it is Infinity. */
  readonly overflowThreshold: number;
  /** False for fp8-e4m3, whose overflow is NaN. */
  readonly hasInfinity: boolean;
  /** Rounds any double to the nearest value of the format, ties to even; overflow gives ±Infinity (NaN without infinities). −0 is kept. */
  readonly round: (x: number) => number;
}
