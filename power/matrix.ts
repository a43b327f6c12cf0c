// Matrices of many columns as text in a fixed width: columns have numbers, and the numbers a legend.

export interface Matrix {
  /** Groups of lines, each under a heading. */
  readonly groups: readonly { readonly heading: string; readonly lines: readonly MatrixLine[] }[];
  readonly columns: readonly string[];
}

export interface MatrixLine {
  readonly label: string;
  /** One character for each column. */
  readonly cells: readonly string[];
  /** What stands behind the cells. */
  readonly note: string;
}

/** The matrix as lines: numbered heads, a line for each, a line of counts, the legend. `counted` is the cell that counts. */
export function matrixText({ groups, columns }: Matrix, counted: string): string {
  const lines = groups.flatMap((group) => group.lines);
  const labelWidth = Math.max(...lines.map(({ label }) => label.length), ...groups.map(({ heading }) => heading.length)) + 2;
  const number = (c: number) => String(c + 1).padStart(3);
  const head = " ".repeat(labelWidth) + columns.map((_, c) => number(c)).join("");
  const body = groups.flatMap(({ heading, lines: own }) => [heading, ...own.map(({ label, cells, note }) => `  ${label}`.padEnd(labelWidth) + cells.map((cell) => cell.padStart(3)).join("") + (note && `  ${note}`))]);
  const counts = "all".padEnd(labelWidth) + columns.map((_, c) => String(lines.filter(({ cells }) => cells[c] === counted).length).padStart(3)).join("");
  const width = Math.max(...columns.map((name) => name.length)) + 7;
  const perLine = Math.max(1, Math.floor(110 / width));
  const legend = columns.map((name, c) => `${number(c)} ${name}`.padEnd(width));
  const legendLines = Array.from({ length: Math.ceil(legend.length / perLine) }, (_, i) => legend.slice(i * perLine, (i + 1) * perLine).join("").trimEnd());
  return [head, ...body, counts, "", ...legendLines].join("\n");
}
