// Which rows keep their values when a property changes the others of a batch.

/** The last row and every other one before it: each has changed rows for neighbours. */
export function isKept(row: number, rows: number): boolean {
  return (rows - 1 - row) % 2 === 0;
}
