// The kernels that faults are made from, with nothing exchanged, violate nothing: what catches a fault is its mistake and not its template.

import { describe, expect, it } from "vitest";
import { allFamilies, allProperties } from "../../src/campaign/catalogue.ts";
import { explore } from "../../src/campaign/explore.ts";
import { profiles } from "../../src/campaign/settings.ts";
import type { LayerNormImplementation, StorageFormatId } from "../../src/contract/implementation.ts";
import { resolveContract } from "../../src/contract/resolve.ts";
import { blocksOf, merge } from "./chan.ts";
import { layerNormOf } from "./layer-norm.ts";
import { partsFrom } from "./moments.ts";
import { layerNormSeeing } from "./seen-as.ts";
import { welfordWith } from "./welford.ts";

const [properties, families] = await Promise.all([allProperties(), allFamilies()]);
const runs = 700;

const formats: readonly StorageFormatId[] = ["fp64", "fp32", "fp16", "bf16"];
const kernels: readonly LayerNormImplementation[] = [
  ...formats.map((format) => layerNormOf({ id: `two-pass-${format}`, format, contract: { algorithm: "two-pass", output: "centred" } })),
  ...formats.map((format) => layerNormOf({ id: `welford-${format}`, format, contract: { algorithm: "welford", output: "centred" } }, partsFrom(welfordWith({})))),
  ...[1, 2, 4, 8].map((size) => layerNormOf({ id: `chan-${size}`, format: "fp32" }, partsFrom(blocksOf(size, merge)))),
  layerNormSeeing({ id: "seeing", format: "fp32" }, (value) => value),
];

describe.each(kernels)("$id", (implementation) => {
  it(`violates nothing in ${runs} batches`, async () => {
    const contract = resolveContract(implementation);
    const tally = await explore({ implementation, contract, properties, families, settings: { ...profiles.pr, seed: implementation.id, runs } });
    const violated = [...tally.properties].filter(([, { violations }]) => violations > 0).map(([id]) => id);
    expect(violated).toEqual([]);
    expect(tally.batches).toBe(runs);
  });
});
