// Arrays for results. A row is short and its results are many: asked for one by one, their memory costs more than their arithmetic.

/** Up to here V8 keeps the values inside its own heap (64 bytes), which costs nothing more. */
const insideMax = 8;
/** 32 KiB: some dozens of rows. A longer array than a quarter of it gets memory of its own. */
const blockLength = 4096;

let block = memory(blockLength);
let used = 0;

/**
 * `length` zeros, cut from a block of memory that later arrays share; no place is ever given twice. For what stays in here: an array
 * for somebody's kernel must be one of its own, since who is given a buffer may give it away.
 */
export function doubles(length: number): Float64Array {
  return unwritten(length).fill(0);
}

/** The same with whatever was in that memory before, for results of which every one is written. */
export function unwritten(length: number): Float64Array {
  if (length <= insideMax) return new Float64Array(length);
  if (length > blockLength / 4) return new Float64Array(memory(length));
  if (used + length > blockLength) {
    block = memory(blockLength);
    used = 0;
  }
  const values = new Float64Array(block, 8 * used, length);
  used += length;
  return values;
}

/** Memory as it is found: fetching it only to write zeros takes a nanosecond for each value, a tenth of a row's whole exact answer. */
function memory(length: number): ArrayBuffer {
  return Buffer.allocUnsafeSlow(8 * length).buffer;
}
