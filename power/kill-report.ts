// The kill matrices, the shrunk minima, and what they come to, as sections of docs/power.md.

import type { FaultGroup } from "../src/contract/fault.ts";
import type { Property } from "../src/contract/property.ts";
import type { Kill } from "./kill.ts";
import type { Found } from "./kill-of.ts";
import { matrixText } from "./matrix.ts";
import type { Peer } from "./peers/peer.ts";

const groups: readonly FaultGroup[] = ["variance", "precision", "epsilon", "affine", "shape", "special", "state", "batch", "backward"];

/** Fault × property. */
export function faultSection(kills: readonly Kill[], properties: readonly Property[]): string {
  return killSection(kills, properties, { heading: "Faults", of: "deliberately wrong kernels in `faults/`", batches: "5000 batches (16,000 where the first was survived)", command: "npm run power" });
}

/** The same of the backward pass. */
export function backwardSection(kills: readonly Found[], properties: readonly Property[]): string {
  return killSection(kills, properties, { heading: "Faults of the backward pass", of: "deliberately wrong gradients in `faults/backward/`", batches: "500 batches with an incoming gradient", command: "npm run power -- backward" });
}

interface Words {
  readonly heading: string;
  readonly of: string;
  readonly batches: string;
  readonly command: string;
}

function killSection(kills: readonly Found[], properties: readonly Property[], words: Words): string {
  const rows = kills.map((kill) => kill.rows ?? Infinity);
  const times = kills.map(({ milliseconds }) => milliseconds ?? Infinity);
  const survivors = kills.filter(({ caught }) => !caught).map(({ fault }) => fault);
  const matrix = matrixText(
    {
      columns: properties.map(({ id }) => id),
      groups: grouped(kills, (kill) => ({
        label: `${kill.fault} ${kill.format}`,
        cells: properties.map(({ id }) => (id === kill.property ? (kill.caught ? "◉" : "○") : kill.violated.includes(id) ? "●" : "·")),
        note: `${kill.rows ?? "–"} rows, ${Math.round(kill.milliseconds ?? 0)} ms`,
      })),
    },
    "◉",
  );
  return `## ${words.heading}

${kills.length} ${words.of}, one mistake each; ${survivors.length === 0 ? "every one is killed by the property that is there for it" : `SURVIVED: ${survivors.join(", ")}`}. Rows to the first violation of anything: median ${median(rows)}, worst
${Math.max(...rows)}; time: median ${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms, judging by all properties. Command: \`${words.command}\`.

◉ violated, the property that must catch it; ● violated as well; · held or did not apply, in a run of ${words.batches}, seed 2026. The last line counts what each property is the named catcher of.

\`\`\`
${matrix}
\`\`\``;
}

/** What shrinking left of each counterexample. */
export function minimaSection(kills: readonly Kill[]): string {
  const found = kills.filter(({ minimum }) => minimum !== undefined);
  const sizes = found.map(({ minimum }) => minimum!.rows * minimum!.cols);
  const width = Math.max(...kills.map(({ fault }) => fault.length)) + 2;
  return `## Shrunk minima

The counterexample of the named property, shrunk: median ${median(sizes)} values, at most 4 in ${found.filter((_, i) => sizes[i]! <= 4).length} of ${found.length}, largest ${Math.max(...sizes)}. \`faults/faults.test.ts\` pins each. Command: \`npm run power\`.

\`\`\`
${found.map((kill) => `${kill.fault.padEnd(width)}${kill.property}: ${minimumText(kill.minimum!)}`).join("\n")}
\`\`\``;
}

/** The same faults against what other projects test. */
export function peerSection(kills: readonly Kill[], peers: readonly Peer[]): string {
  const outcome = (kill: Kill, { id }: Peer) => ({ fails: "●", passes: "·", "not tested": " " })[kill.peers[id]!];
  const caughtByAny = kills.filter((kill) => peers.some(({ id }) => kill.peers[id] === "fails")).length;
  const lines = peers.map((peer) => {
    const tested = kills.filter(({ peers: own }) => own[peer.id] !== "not tested");
    const caught = tested.filter(({ peers: own }) => own[peer.id] === "fails").length;
    return { peer, tested: tested.length, caught };
  });
  const best = lines.reduce((a, b) => (b.caught > a.caught ? b : a));
  const width = Math.max(...peers.map(({ id }) => id.length)) + 2;
  return `## The field's own tests

The same faults against ${peers.length} test set-ups of known projects, re-enacted from their public tests (\`power/peers/\`: distribution, shapes, rule, tolerance, with their source; random numbers are ours). Together they notice ${caughtByAny} of ${kills.length}
faults; the best, ${best.peer.id}, ${best.caught} of the ${best.tested} in its element types. Ours: ${kills.filter(({ caught }) => caught).length}. Command: \`npm run power\`.

\`\`\`
${lines.map(({ peer, tested, caught }) => `${peer.id.padEnd(width)}${`${caught} of ${tested}`.padStart(11)}   ${peer.source}`).join("\n")}
\`\`\`

● notices it; · passes it; blank: has no test in that element type.

\`\`\`
${matrixText({ columns: peers.map(({ id }) => id), groups: grouped(kills, (kill) => ({ label: `${kill.fault} ${kill.format}`, cells: peers.map((peer) => outcome(kill, peer)), note: "" })) }, "●")}
\`\`\``;
}

function grouped<K extends Found, T>(kills: readonly K[], line: (kill: K) => T): { heading: string; lines: T[] }[] {
  return groups.map((heading) => ({ heading, lines: kills.filter(({ group }) => group === heading).map(line) })).filter(({ lines }) => lines.length > 0);
}

function minimumText({ rows, cols, x, eps, gamma, beta }: NonNullable<Kill["minimum"]>): string {
  const list = (values: readonly number[]) => `[${values.length <= 8 ? values.join(", ") : `${values.slice(0, 5).join(", ")}, … ${values.length - 6} more, ${values.at(-1)}`}]`;
  const size = rows === 1 ? (cols > 8 ? `n = ${cols} ` : "") : `${rows} × ${cols} `;
  const usual = eps === Math.fround(1e-5) ? "" : `  ε ${Number(eps.toPrecision(3))}`;
  return `${size}${list(x)}${usual}${gamma ? `  γ ${list(gamma)}` : ""}${beta ? `  β ${list(beta)}` : ""}`;
}

export function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? NaN;
}
