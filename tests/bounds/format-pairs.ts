// The pairs of formats, and the lengths, that every search for a broken bound goes through.

import { bf16 } from "../../src/formats/bf16.ts";
import type { Format } from "../../src/formats/format.ts";
import { fp16 } from "../../src/formats/fp16.ts";
import { fp32 } from "../../src/formats/fp32.ts";
import { fp64 } from "../../src/formats/fp64.ts";

export interface FormatPair {
  readonly storage: Format;
  readonly accumulator: Format;
}

export const formatPairs: readonly FormatPair[] = [
  { storage: fp16, accumulator: fp16 },
  { storage: bf16, accumulator: bf16 },
  { storage: fp32, accumulator: fp32 },
  { storage: fp64, accumulator: fp64 },
  { storage: fp16, accumulator: fp32 },
  { storage: bf16, accumulator: fp32 },
];

/** Short ones twice: constants are largest there, and powers of two divide exactly. */
export const lengths: readonly number[] = [1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 16, 17, 33, 64];
