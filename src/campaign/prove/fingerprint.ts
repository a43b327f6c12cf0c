// How an implementation behaves on a sample of rows, as a short text: a proof is about the kernel that it was made with, and holds for
// no other.

import { createHash } from "node:crypto";
import { randomFrom } from "../../rows/random.ts";
import { callRows, type RowCalls } from "./call-rows.ts";

const sampleSize = 1024;
/** The sample never changes, or no two fingerprints could be compared. */
const seed = "proof fingerprint";

/** Half of the rows any codes, half neighbours within 16 codes, where cancellation shows how the arithmetic is done. */
export function sampleRows(codes: Float64Array, cols: number): Float64Array {
  const random = randomFrom(seed);
  const x = new Float64Array(sampleSize * cols);
  const last = codes.length - 1;
  for (let row = 0; row < sampleSize; row++) {
    const centre = random.integer(0, last);
    for (let i = 0; i < cols; i++) {
      const rank = row % 2 === 0 ? random.integer(0, last) : centre + random.integer(-16, 16);
      x[row * cols + i] = codes[Math.min(Math.max(rank, 0), last)];
    }
  }
  return x;
}

/** SHA-256 of the outputs for the sample, 32 hexadecimal digits of it; every NaN is the same, −0 is not 0. Rejects with CallFailed. */
export async function fingerprintOf(calls: RowCalls, codes: Float64Array): Promise<string> {
  const x = sampleRows(codes, calls.cols);
  const y = new Float64Array(x.length);
  await callRows(calls, x, y);
  const bytes = new DataView(new ArrayBuffer(8 * y.length));
  y.forEach((value, i) => bytes.setFloat64(8 * i, Number.isNaN(value) ? NaN : value, true));
  return createHash("sha256").update(new Uint8Array(bytes.buffer)).digest("hex").slice(0, 32);
}
