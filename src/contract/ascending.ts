// The order of a row's values, written out: a typed array's own sort calls its comparison across the border of the engine, which takes
// longer than all the arithmetic on the row.

/** Below this length insertion wins over merging. */
const insertionMax = 8;

/** The indices of `values` in ascending order of the values, equal ones in the order of their indices. Values must not be NaN. */
export function ascending(values: Float64Array): readonly number[] {
  const n = values.length;
  let order = new Array<number>(n);
  for (let start = 0; start < n; start += insertionMax) insertRun(values, order, start, Math.min(start + insertionMax, n));
  let spare = n > insertionMax ? new Array<number>(n) : order;
  for (let size = insertionMax; size < n; size *= 2) {
    for (let start = 0; start < n; start += 2 * size) {
      mergeRuns(values, order, spare, { start, middle: Math.min(start + size, n), end: Math.min(start + 2 * size, n) });
    }
    [order, spare] = [spare, order];
  }
  return order;
}

/** order[start … end) becomes the sorted start … end − 1. */
function insertRun(values: Float64Array, order: number[], start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const value = values[i];
    let place = i;
    for (; place > start && values[order[place - 1]] > value; place--) order[place] = order[place - 1];
    order[place] = i;
  }
}

/** The sorted stretches from[start … middle) and from[middle … end) into `to`, at the same place. */
function mergeRuns(values: Float64Array, from: readonly number[], to: number[], { start, middle, end }: { start: number; middle: number; end: number }): void {
  let left = start;
  let right = middle;
  for (let place = start; place < end; place++) {
    // The left one first where both are equal.
    if (left < middle && (right >= end || values[from[left]] <= values[from[right]])) to[place] = from[left++];
    else to[place] = from[right++];
  }
}
