// numpy's pairwise sum in doubles: up to 8 in sequence, up to 128 in eight accumulators, and above that in halves that are multiples of 8.

/** Longest stretch without recursion (numpy's PW_BLOCKSIZE). */
const blockMax = 128;

/** Σ values[start … start + length − 1]. */
export function numpyPairwise(values: Float64Array, start: number, length: number): number {
  if (length > blockMax) {
    const half = (length >> 1) - ((length >> 1) % 8);
    return numpyPairwise(values, start, half) + numpyPairwise(values, start + half, length - half);
  }
  const body = length < 8 ? 0 : length - (length % 8);
  let sum = 0;
  if (body > 0) {
    const r = [...values.subarray(start, start + 8)];
    for (let i = 8; i < body; i++) r[i % 8] += values[start + i];
    sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  }
  for (let i = body; i < length; i++) sum += values[start + i];
  return sum;
}
