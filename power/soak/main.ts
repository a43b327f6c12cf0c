// `npm run power:soak -- SECONDS [SEED [ROWS]]`: the controls on fresh rows for as long as it is given, or for so many control-rows, on all cores. An
// accusation is a defect of ours. Prints, and writes its section of docs/power.md; when it is interrupted, about what it has done.

import { availableParallelism } from "node:os";
import { allProperties } from "../../src/campaign/catalogue.ts";
import type { StorageFormatId } from "../../src/contract/implementation.ts";
import { writeSection } from "../document.ts";
import { mapInWorkers } from "../pool.ts";
import { allControls } from "../read-units.ts";
import type { SoakChunk, Soaked } from "./chunk.ts";
import { readLedger, withEntry, writeLedger } from "./ledger.ts";
import { endSoak, soakMeter } from "./meter.ts";
import { accusationsText, entryOf, soakSection } from "./report.ts";

/** A search that begins anew now and then climbs other hills. */
const roundSecondsMax = 240;
const formats: readonly StorageFormatId[] = ["fp64", "fp32", "fp16", "bf16"];

const seconds = Number(process.argv[2] ?? 600);
if (!(seconds > 0)) {
  process.stderr.write(`power:soak: ${process.argv[2]} is not a number of seconds above 0\n`);
  process.exit(2);
}
const seed = process.argv[3] ?? "soak";
const rowsMax = Number(process.argv[4] ?? Infinity);
if (!(rowsMax > 0)) {
  process.stderr.write(`power:soak: ${process.argv[4]} is not a number of control-rows above 0\n`);
  process.exit(2);
}
const meter = soakMeter(rowsMax);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => endSoak(meter));
const begun = performance.now();
const [controls, properties] = await Promise.all([allControls(), allProperties()]);
const rounds = Math.ceil(seconds / roundSecondsMax);
const chunks: SoakChunk[] = [];
for (let round = 0; round < rounds; round++) {
  for (const format of formats) {
    // A chunk for each core, so that all have done at the same time; each control of a format gets as much time as any other.
    const share = controls.filter((control) => control.format === format).length / controls.length;
    for (let core = 0; core < availableParallelism(); core++) chunks.push({ format, seconds: (seconds / rounds) * share, seed: `${seed} ${format} ${round}.${core}`, meter });
  }
}
const soaked = await mapInWorkers<SoakChunk, Soaked>(new URL(`./chunk${import.meta.url.slice(-3)}`, import.meta.url), chunks, (one, done) => {
  const accusations = accusationsText([one]);
  if (accusations !== "") process.stderr.write(`${accusations}\n`);
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done === chunks.length ? "" : `${done}/${chunks.length} ${one.format}`}`);
});

const further = properties.filter(({ derive }) => derive !== undefined).length;
const minutes = (performance.now() - begun) / 60_000;
const ledger = withEntry(readLedger(), entryOf({ soaked, minutes, seed }, new Date().toISOString().slice(0, 10)));
writeLedger(ledger);
const text = soakSection({ soaked, minutes, command: process.argv.slice(2).join(" "), seed, properties: { alone: properties.length - further, further } }, ledger);
process.stdout.write(`${text}\n`);
writeSection("controls", text);
const accusations = accusationsText(soaked);
if (accusations !== "") {
  process.stdout.write(`\n${accusations}\n`);
  process.exitCode = 1;
}
