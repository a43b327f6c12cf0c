// `npm run power:soak -- SECONDS`: the controls and the correct built-ins on fresh rows for as long as it is given, on all cores. An accusation is a
// defect of ours. Prints, and writes its section of docs/power.md.

import { writeSection } from "./document.ts";
import { mapInWorkers } from "./pool.ts";
import { allControls } from "./read-units.ts";
import type { Soaked, SoakTask } from "./soak-control.ts";

const seconds = Number(process.argv[2] ?? 600);
if (!(seconds > 0)) {
  process.stderr.write(`power:soak: ${process.argv[2]} is not a number of seconds above 0\n`);
  process.exit(2);
}
const seed = process.argv[3] ?? "soak";
const controls = (await allControls()).map(({ id }) => id);
const { availableParallelism } = await import("node:os");
const each = (seconds * availableParallelism()) / controls.length;
const tasks = controls.map((control): SoakTask => ({ control, seconds: each, seed }));
const soaked = await mapInWorkers<SoakTask, Soaked>(new URL(`./soak-control${import.meta.url.slice(-3)}`, import.meta.url), tasks, ({ control }, done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done === tasks.length ? "" : `${done}/${tasks.length} ${control}`}`);
});

const rows = soaked.reduce((sum, one) => sum + one.rows, 0);
const accused = soaked.filter(({ accusations }) => accusations.length > 0);
const near = soaked.filter(({ worst }) => worst > 0.5).sort((a, b) => b.worst - a.worst);
const width = Math.max(...controls.map((id) => id.length)) + 2;
const text = `## Controls: correct kernels, never accused

${controls.length} correct kernels in \`power/controls/\`, written as real engines are. In ${rows.toLocaleString("en-US")} rows (seed "${seed}"), judged by all properties: ${accused.length === 0 ? "no accusation" : `ACCUSED: ${accused.map(({ control, accusations }) => `${control} by ${accusations.join(", ")}`).join("; ")}`}.
Command: \`npm run power:soak -- ${seconds}\`.

Near misses, margins above 0.5 on correct kernels: where a bound is attained it is sharp. By control, rows tried, the worst margin and its property:

\`\`\`
${near.map(({ control, rows: own, worst, property }) => `${control.padEnd(width)}${own.toLocaleString("en-US").padStart(11)}   ${worst.toFixed(4)} ${property}`).join("\n")}
\`\`\``;
process.stdout.write(`${text}\n`);
writeSection("controls", text);
if (accused.length > 0) process.exitCode = 1;
