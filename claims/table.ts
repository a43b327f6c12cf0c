// A table as data, and as Markdown with its numbers standing right.

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The caption, then the table. */
export function tableText({ caption, head, rows }: Table): string {
  const numeric = head.map((_, c) => c > 0 && rows.every((row) => /^(NaN|[−±∞~<>≤≥\d.,%×⁰¹²³⁴⁵⁶⁷⁸⁹⁻ –]*)$/.test(row[c]!)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${caption}\n\n${[line(head), `|${numeric.map((right) => (right ? "---:" : "---")).join("|")}|`, ...rows.map(line)].join("\n")}`;
}
