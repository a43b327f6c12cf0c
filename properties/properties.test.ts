// The properties × implementations: every built-in implementation, and the engines that are installed packages, one test for
// each property.

import { describe, it } from "vitest";
import { allEngines, builtinImplementations } from "../src/campaign/catalogue.ts";
import { firstMissing } from "../src/engines/load-peer.ts";
import { layerNormSuite } from "../src/vitest.ts";

/** Batches per implementation: the command tries many more, without the cost of coverage. */
const runs = 600;

for (const implementation of await builtinImplementations()) layerNormSuite(implementation, { runs, shrinkCalls: 300 });

for (const engine of (await allEngines()).filter(({ program, browser }) => !program && !browser)) {
  for (const { id, further } of engine.implementations) {
    const missing = firstMissing([...engine.packages, ...(further === undefined ? [] : [further])]);
    if (missing === undefined) layerNormSuite(await engine.load(id), { runs: 300, shrinkCalls: 300 });
    else describe(id, () => it.skip(missing, () => {}));
  }
}
