// The families as the catalogue finds them, by reading their folder, and the format pairs that the tests cross them with.

import { readdirSync } from "node:fs";
import { formatOf } from "../../src/formats/format-of.ts";
import type { GenerateOptions, RowFamily } from "../../src/rows/family.ts";

const folder = new URL("../../src/rows/families/", import.meta.url);

export const families: readonly RowFamily[] = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map(async (name) => ((await import(new URL(name, folder).href)) as { default: RowFamily }).default),
);

export const fileNames: readonly string[] = readdirSync(folder).sort();

/** storage/accumulator. */
export const formatPairs: readonly string[] = [
  "fp64/fp64", "fp32/fp32", "fp32/fp64", "fp16/fp16", "fp16/fp32", "bf16/bf16", "bf16/fp32", "toy/toy", "fp8-e4m3/fp8-e4m3", "fp8-e5m2/fp32",
];

export function optionsOf(pair: string, elementsMax = 4097): GenerateOptions {
  const [storage, accumulator] = pair.split("/");
  return { storage: formatOf(storage), accumulator: formatOf(accumulator), elementsMax };
}
