// Rows per second of our families against fast-check's own float arrays, both through fc.check: structured rows must not cost more
// than the unstructured ones that they replace.

import fc from "fast-check";
import { fp16 } from "../src/formats/fp16.ts";
import { fp32 } from "../src/formats/fp32.ts";
import { batchArbitrary } from "../src/rows/batch-arbitrary.ts";
import type { RowFamily } from "../src/rows/family.ts";
import offsetSpread from "../src/rows/families/offset-spread.ts";
import { exponentFrom, valueInBinade } from "../src/rows/magnitude.ts";
import { noiseFrom } from "../src/rows/noise.ts";
import { singleRow } from "../src/rows/single-row.ts";
import { type Timing, timeInterleaved } from "./interleaved.ts";
import type { BenchTable } from "./table.ts";

const runs = 200;

/** Takes some seconds. */
export async function benchGenerate(): Promise<BenchTable> {
  const rows = [8, 64, 768].map((n) => {
    const theirs = fc.float32Array({ minLength: n, maxLength: n, noNaN: true, noDefaultInfinity: true });
    const ours = batchArbitrary(ofLength(n), { storage: fp16, accumulator: fp32, elementsMax: n });
    const timings = timeInterleaved([
      { name: "ours", units: runs, run: () => generate(ours) },
      { name: "theirs", units: runs, run: () => generate(theirs) },
    ]);
    const [our, their] = ["ours", "theirs"].map((name) => timings.get(name) as Timing);
    return [String(n), perSecond(their), perSecond(our), `${their.ratio.toFixed(1)}×`];
  });
  return {
    title: "Generating rows through fc.check",
    columns: ["n", "fc.float32Array, rows/s", "offset and spread in fp16, rows/s", "ratio"],
    rows,
    note: `${runs} rows a run; medians of interleaved rounds, the ratio taken round by round`,
  };
}

/** The sampling of the workhorse family, at one length. */
export function ofLength(n: number): RowFamily {
  return {
    ...offsetSpread,
    generate(random, options) {
      const offset = valueInBinade(random, options.storage, exponentFrom(random, options.storage));
      const noise = noiseFrom(random);
      return singleRow(random, options, n, () => offset + offset * noise());
    },
  };
}

let seed = 0;

function generate(arbitrary: fc.Arbitrary<unknown>): void {
  fc.check(fc.property(arbitrary, () => true), { numRuns: runs, seed: seed++ });
}

function perSecond({ nanoseconds }: Timing): string {
  return Math.round(1e9 / nanoseconds).toLocaleString("en");
}
