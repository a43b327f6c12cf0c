// `npm run power`: the faults against the suite and against the field's own tests, and the targeted search against chance. Prints, and writes
// sections of docs/power.md; fails when a fault survives.

import { allProperties, backwardProperties } from "../src/campaign/catalogue.ts";
import { type Section, writeSection } from "./document.ts";
import type { Kill } from "./kill.ts";
import type { Found } from "./kill-of.ts";
import { backwardSection, faultSection, minimaSection, peerSection } from "./kill-report.ts";
import { mapInWorkers } from "./pool.ts";
import { allFaults, allPeers, backwardFaults } from "./read-units.ts";
import type { Comparison } from "./compare-search.ts";
import { searchSection } from "./search-report.ts";

const extension = import.meta.url.slice(-3);
const module = (name: string) => new URL(`./${name}${extension}`, import.meta.url);
const [faults, properties, peers] = await Promise.all([allFaults(), allProperties(), allPeers()]);
const ids = faults.map(({ id }) => id);

function show(section: Section, text: string): void {
  process.stdout.write(`${text}\n\n`);
  writeSection(section, text);
}

function progress(what: string) {
  return (_: unknown, done: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done === ids.length ? "" : `${what} ${done}/${ids.length}`}`);
  };
}

const wanted = process.argv.slice(2);
const asked = (part: string) => wanted.length === 0 || wanted.includes(part);
const parts = ["faults", "backward", "search"];
const unknown = wanted.find((part) => !parts.includes(part));
if (unknown !== undefined) {
  process.stderr.write(`power: ${unknown} is not a part of it: choose from ${parts.join(", ")}\n`);
  process.exit(2);
}

if (asked("faults")) {
  const kills = await mapInWorkers<string, Kill>(module("kill"), ids, progress("faults"));
  show("faults", faultSection(kills, properties));
  show("minima", minimaSection(kills));
  show("peers", peerSection(kills, peers));
  if (kills.some(({ caught }) => !caught)) process.exitCode = 1;
}
if (asked("backward")) {
  const kills = await mapInWorkers<string, Found>(module("kill-backward"), (await backwardFaults()).map(({ id }) => id), () => {});
  show("backward", backwardSection(kills, await backwardProperties()));
  if (kills.some(({ caught }) => !caught)) process.exitCode = 1;
}
if (asked("search")) show("search", searchSection(await mapInWorkers<string, Comparison>(module("compare-search"), ids, progress("search"))));
