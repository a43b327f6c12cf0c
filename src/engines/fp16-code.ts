// fp16 values to the 16-bit codes that an engine stores and back, in bulk: every call of a half-precision engine passes here.

const float = new Float32Array(1);
const word = new Int32Array(float.buffer);
let values: Float64Array | undefined;

/** The codes of fp16 values (each must be one); NaN becomes 0x7e00. */
export function encodeFp16(from: Float64Array): Uint16Array {
  const codes = new Uint16Array(from.length);
  for (let i = 0; i < from.length; i++) {
    float[0] = from[i];
    const sign = (word[0] >>> 16) & 0x8000;
    const magnitude = word[0] & 0x7fffffff;
    codes[i] = sign | magnitudeCode(magnitude, from[i]);
  }
  return codes;
}

/** `magnitude` is the fp32 code of |x|: 8 exponent bits biased by 127 become 5 biased by 15, and 13 fraction bits go. */
function magnitudeCode(magnitude: number, x: number): number {
  if (magnitude > 0x7f800000) return 0x7e00;
  if (magnitude === 0x7f800000) return 0x7c00;
  if (magnitude < (127 - 14) << 23) return Math.abs(x) * 2 ** 24;
  return (magnitude >>> 13) - ((127 - 15) << 10);
}

/** The values of fp16 codes, from a table of all 65 536. */
export function decodeFp16(codes: Uint16Array): Float64Array {
  values ??= Float64Array.from({ length: 2 ** 16 }, (_, code) => decodeOne(code));
  const decoded = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) decoded[i] = values[codes[i]];
  return decoded;
}

function decodeOne(code: number): number {
  const sign = code & 0x8000 ? -1 : 1;
  const exponent = (code >>> 10) & 0x1f;
  const fraction = code & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (2 ** 10 + fraction) * 2 ** (exponent - 25));
}
