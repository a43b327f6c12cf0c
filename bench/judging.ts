// A row of 64 fp16 values from generation to the verdict of every property: ours against plain fc.float32Array with the same kernel and
// the same properties, and whether memory stays flat.

import fc from "fast-check";
import { f16round } from "@petamoriken/float16";
import { allProperties } from "../src/campaign/catalogue.ts";
import type { LayerNormImplementation } from "../src/contract/implementation.ts";
import { invoke } from "../src/contract/invoke.ts";
import type { Property } from "../src/contract/property.ts";
import { resolveContract } from "../src/contract/resolve.ts";
import { tryProperty } from "../src/contract/trial.ts";
import type { Call } from "../src/contract/call.ts";
import { fp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import stableFp16 from "../src/impls/stable-fp16.ts";
import type { Batch } from "../src/oracle/row.ts";
import { batchArbitrary } from "../src/rows/batch-arbitrary.ts";
import { ofLength } from "./generate.ts";
import { type Timing, timeInterleaved } from "./interleaved.ts";
import type { BenchTable } from "./table.ts";

const n = 64;
const runs = 100;
const eps = Math.fround(1e-5);

/** Takes about half a minute. */
export async function benchJudging(): Promise<readonly BenchTable[]> {
  const properties = await allProperties();
  const alone = properties.filter((property) => property.derive === undefined);
  const ours = batchArbitrary(ofLength(n), { storage: fp16, accumulator: fp32, elementsMax: n });
  const plain = fc.float32Array({ minLength: n, maxLength: n, noNaN: true, min: -65504, max: 65504 }).map((x): Batch => ({ rows: 1, cols: n, eps, x: Float64Array.from(x, f16round) }));
  const rows = [
    ["none", []],
    [`the ${alone.length} that judge one call`, alone],
    [`all ${properties.length}`, properties],
  ].map(([name, judged]) => {
    const timings = timeInterleaved([
      { name: "ours", units: runs, run: () => run(ours, judged as readonly Property[]) },
      { name: "plain", units: runs, run: () => run(plain, judged as readonly Property[]) },
    ]);
    const [our, their] = ["ours", "plain"].map((variant) => timings.get(variant) as Timing);
    return [name as string, perSecond(their), perSecond(our), `${their.ratio.toFixed(1)}×`];
  });
  return [
    {
      title: `Rows of ${n} fp16 values per second, generated, run through stable-fp16 and judged`,
      columns: ["properties", "fc.float32Array, rounded", "ours", "ratio"],
      rows,
      note: "the same kernel and the same properties on both sides: only the rows differ",
    },
    memory(ours, properties),
  ];
}

let seed = 0;

function run(arbitrary: fc.Arbitrary<Batch>, properties: readonly Property[], numRuns = runs): void {
  fc.check(fc.property(arbitrary, (batch) => judge(stableFp16, properties, batch)), { numRuns, seed: seed++ });
}

const contract = resolveContract(stableFp16);

function judge(implementation: LayerNormImplementation, properties: readonly Property[], batch: Batch): void {
  const call = invoke(implementation, contract, batch) as Call;
  for (const property of properties) tryProperty(implementation, contract, property, batch, call);
}

/** Heap in use after garbage collection, where node --expose-gc allows one. */
function memory(arbitrary: fc.Arbitrary<Batch>, properties: readonly Property[]): BenchTable {
  const { gc } = globalThis as { gc?: () => void };
  const rows: string[][] = [];
  let done = 0;
  for (const upTo of [10_000, 100_000, 1_000_000]) {
    for (; done < upTo; done += 1000) run(arbitrary, properties.slice(0, 1), 1000);
    gc?.();
    rows.push([upTo.toLocaleString("en"), `${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(1)} MiB`]);
  }
  return { title: "Memory", columns: ["rows judged", "heap in use"], rows, ...(gc ? {} : { note: "run node with --expose-gc for exact figures" }) };
}

function perSecond({ nanoseconds }: Timing): string {
  return Math.round(1e9 / nanoseconds).toLocaleString("en");
}
