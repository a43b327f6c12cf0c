// A row of 64 fp16 values from generation to the verdict of every property: against the same checks on rows of plain fc.float32Array,
// against the usual suite of one fc.property per invariant, and whether memory stays flat.

import fc from "fast-check";
import { f16round } from "@petamoriken/float16";
import { allProperties } from "../src/campaign/catalogue.ts";
import type { Call } from "../src/contract/call.ts";
import { invoke } from "../src/contract/invoke.ts";
import type { Property } from "../src/contract/property.ts";
import { resolveContract } from "../src/contract/resolve.ts";
import { tryProperty } from "../src/contract/trial.ts";
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
const contract = resolveContract(stableFp16);

const ours = batchArbitrary(ofLength(n), { storage: fp16, accumulator: fp32, elementsMax: n });
const plain = fc
  .float32Array({ minLength: n, maxLength: n, noNaN: true, min: -65504, max: 65504 })
  .map((x): Batch => ({ rows: 1, cols: n, eps, x: Float64Array.from(x, f16round) }));

/** Takes about half a minute. */
export async function benchJudging(): Promise<readonly BenchTable[]> {
  const properties = await allProperties();
  const alone = properties.filter((property) => property.derive === undefined);
  const choices: readonly (readonly [string, readonly Property[]])[] = [
    ["none", []],
    [`the ${alone.length} that judge one call`, alone],
    [`all ${properties.length}`, properties],
  ];
  const rows = choices.map(([name, judged]) => {
    const variants = [
      { name: "ours", units: runs, run: () => together(ours, judged) },
      { name: "shared", units: runs, run: () => together(plain, judged) },
      ...(judged.length > 0 ? [{ name: "apart", units: runs, run: () => apart(plain, judged) }] : []),
    ];
    const timings = timeInterleaved(variants);
    const perSecond = (variant: string) => Math.round(1e9 / (timings.get(variant) as Timing).nanoseconds).toLocaleString("en");
    const ratio = (variant: string) => `${(timings.get(variant) as Timing).ratio.toFixed(1)}×`;
    const usual = judged.length > 0 ? [perSecond("apart"), ratio("apart")] : ["", ""];
    return [name, perSecond("ours"), perSecond("shared"), ratio("shared"), ...usual];
  });
  return [
    {
      title: `Rows of ${n} fp16 values per second, generated, run through stable-fp16 and judged`,
      columns: ["properties", "ours", "fc.float32Array, shared", "ours is faster", "fc.property each", "ours is faster"],
      rows,
      note:
        "Checks are the same everywhere. Shared: as ours, one row, call, exact answer and bound for all properties; only the generator differs. " +
        "fc.property each: the usual suite, where every invariant draws its own row, calls the kernel and solves the row itself; a row counts when all invariants have judged one.",
    },
    memory(properties),
  ];
}

let seed = 0;

/** Every property judges each row. */
function together(arbitrary: fc.Arbitrary<Batch>, properties: readonly Property[], numRuns = runs): void {
  fc.check(fc.property(arbitrary, (batch) => judge(properties, batch)), { numRuns, seed: seed++ });
}

/** Every property has rows of its own, as many. */
function apart(arbitrary: fc.Arbitrary<Batch>, properties: readonly Property[]): void {
  for (const property of properties) together(arbitrary, [property]);
}

function judge(properties: readonly Property[], batch: Batch): void {
  const call = invoke(stableFp16, contract, batch) as Call;
  for (const property of properties) tryProperty(stableFp16, contract, property, batch, call);
}

/** Heap in use after garbage collection, where node --expose-gc allows one. */
function memory(properties: readonly Property[]): BenchTable {
  const { gc } = globalThis as { gc?: () => void };
  const rows: string[][] = [];
  let done = 0;
  for (const upTo of [10_000, 100_000, 1_000_000]) {
    for (; done < upTo; done += 1000) together(ours, properties.slice(0, 1), 1000);
    gc?.();
    rows.push([upTo.toLocaleString("en"), `${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(1)} MiB`]);
  }
  return { title: "Memory", columns: ["rows judged", "heap in use"], rows, ...(gc ? {} : { note: "run node with --expose-gc for exact figures" }) };
}
