// What a campaign reaches of the rows per second that an engine's own loop does, at n = 64: generation, oracle, bounds and every property on top of
// the calls.

import { allEngines, allProperties } from "../src/campaign/catalogue.ts";
import { explore } from "../src/campaign/explore.ts";
import { profiles } from "../src/campaign/settings.ts";
import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { resolveContract } from "../src/contract/resolve.ts";
import { firstMissing } from "../src/engines/load-peer.ts";
import { loadOnnxRuntime } from "../src/engines/load-onnxruntime.ts";
import { layerNormalizationModel } from "../src/engines/onnx-model.ts";
import { openSession } from "../src/engines/onnx-session.ts";
import { ofLength } from "./generate.ts";
import type { BenchTable } from "./table.ts";

const n = 64;
const seconds = 1;
const rounds = 7;
const eps = Math.fround(1e-5);

/** A loop that waits for each call, as a program does: nothing but the session. Rows per second. */
type Loop = () => Promise<number>;

/** Takes about half a minute. */
export async function benchEngines(): Promise<BenchTable> {
  const title = `ONNX Runtime on the CPU, rows of ${n} fp32 values per second`;
  const columns = ["", "rows a second", "of one row a call"];
  const missing = firstMissing(["onnxruntime-node"]);
  if (missing !== undefined) return { title, columns, rows: [], note: missing };
  const engine = (await allEngines()).find(({ id }) => id === "onnxruntime")!;
  const implementation = await engine.load("onnxruntime-fp32");
  const { rowsPerCall: _, ...narrow } = implementation;
  const loops: readonly (readonly [string, Loop])[] = [
    ["session.run alone, one row a call", await rawLoop(1)],
    [`session.run alone, ${n} rows a call`, await rawLoop(n)],
    ["campaign, rows put together", campaign(implementation)],
    ["campaign, one row a call", campaign(narrow)],
  ];
  for (const [, loop] of loops) await loop();
  const speeds = loops.map((): number[] => []);
  for (let round = 0; round < rounds; round++) for (const [i, [, loop]] of loops.entries()) speeds[i]!.push(await loop());
  await implementation.dispose?.();
  const rows = loops.map(([name], i) => [name, Math.round(median(speeds[i]!)).toLocaleString("en"), `${median(speeds[i]!.map((speed, round) => speed / speeds[0]![round]!)).toFixed(2)}×`]);
  return { title, columns, rows, note: `The campaign judges every row by all properties, which make about three further calls; medians of ${rounds} rounds in turn.` };
}

async function rawLoop(rows: number): Promise<Loop> {
  const ort = loadOnnxRuntime("onnxruntime-node");
  const session = await openSession(ort, layerNormalizationModel({ format: "fp32", eps, beta: false }));
  const x = Float32Array.from({ length: rows * n }, (_, i) => ((i * 7) % 31) - 15);
  const gamma = new Float32Array(n).fill(1);
  return async () => {
    const begun = performance.now();
    let calls = 0;
    for (; performance.now() - begun < seconds * 1000; calls++) {
      await session.run({ X: new ort.Tensor("float32", x, [rows, n]), Scale: new ort.Tensor("float32", gamma, [n]) });
    }
    return (calls * rows * 1000) / (performance.now() - begun);
  };
}

function campaign(implementation: LayerNormImplementation): Loop {
  return async () => {
    const properties = await allProperties();
    const settings = { ...profiles.local, seed: "bench", seconds, runs: 1e6, targetedShare: 0 };
    const begun = performance.now();
    const { rows } = await explore({ implementation, contract: resolveContract(implementation), properties, families: [ofLength(n)], settings });
    return (rows * 1000) / (performance.now() - begun);
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
