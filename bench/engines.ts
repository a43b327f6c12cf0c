// What a campaign reaches of the rows per second that an engine's own loop does, at n = 64: generation, oracle, bounds and every property on top of
// the calls. Most properties look at a row's one answer, some ask for it again in another way: rows judged and rows answered are two numbers.

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

/** Rows per second. */
interface Speed {
  readonly answered: number;
  readonly judged?: number;
}

type Loop = () => Promise<Speed>;

/** Takes about half a minute. */
export async function benchEngines(): Promise<BenchTable> {
  const title = `ONNX Runtime on the CPU, rows of ${n} fp32 values per second`;
  const columns = ["", "answered", "of one row a call", "judged", "of one row a call"];
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
  const speeds = loops.map((): Speed[] => []);
  for (let round = 0; round < rounds; round++) for (const [i, [, loop]] of loops.entries()) speeds[i]!.push(await loop());
  await implementation.dispose?.();
  const cells = (i: number, kind: keyof Speed) => {
    const own = speeds[i]!.flatMap((speed) => speed[kind] ?? []);
    if (own.length === 0) return ["", ""];
    return [Math.round(median(own)).toLocaleString("en"), `${median(own.map((speed, round) => speed / speeds[0]![round]!.answered)).toFixed(2)}×`];
  };
  return {
    title,
    columns,
    rows: loops.map(([name], i) => [name, ...cells(i, "answered"), ...cells(i, "judged")]),
    note: `Answered: what went through the session. The campaign judges every row by all properties, some of which call again with related rows. Medians of ${rounds} rounds in turn. Target of answered rows: 0.5×.`,
  };
}

/** Waits for each call, as a program does: nothing but the session. */
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
    return { answered: (calls * rows * 1000) / (performance.now() - begun) };
  };
}

function campaign(implementation: LayerNormImplementation): Loop {
  return async () => {
    const properties = await allProperties();
    const settings = { ...profiles.local, seed: "bench", seconds, runs: 1e6, targetedShare: 0 };
    let answered = 0;
    const counting: LayerNormImplementation = {
      ...implementation,
      forward(x, shape) {
        answered += shape.rows;
        return implementation.forward(x, shape);
      },
    };
    const begun = performance.now();
    const { rows } = await explore({ implementation: counting, contract: resolveContract(implementation), properties, families: [ofLength(n)], settings });
    const perSecond = 1000 / (performance.now() - begun);
    return { answered: answered * perSecond, judged: rows * perSecond };
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
