// What a benchmark returns: a table of text, so that one program can print them all.

export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the reader must know to read the numbers. */
  readonly note?: string;
}
