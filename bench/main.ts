// `npm run bench`: every benchmark, as ratios side by side. Absolute times are those of this machine at this moment.

import { benchEngines } from "./engines.ts";
import { benchGenerate } from "./generate.ts";
import { benchJudging } from "./judging.ts";
import { benchOracle } from "./oracle.ts";
import { benchReport } from "./report.ts";
import { benchRounding } from "./rounding.ts";
import type { BenchTable } from "./table.ts";

const benches: Readonly<Record<string, () => Promise<BenchTable | readonly BenchTable[]>>> = {
  rounding: benchRounding,
  oracle: benchOracle,
  generate: benchGenerate,
  judging: benchJudging,
  engines: benchEngines,
  report: benchReport,
};

function print({ title, columns, rows, note }: BenchTable): void {
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  console.log(`\n${title}\n  ${line(columns)}`);
  for (const row of rows) console.log(`  ${line(row)}`);
  if (note) console.log(`  ${note}`);
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no benchmark is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    for (const table of [await bench()].flat()) print(table as BenchTable);
  }
}
