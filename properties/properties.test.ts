// The properties × implementations: every built-in implementation, and the engines that are installed packages, one test for
// each property.

import { describe, it } from "vitest";
import { allEngines, builtinImplementations } from "../src/campaign/catalogue.ts";
import { missingOf } from "../src/engines/missing.ts";
import { layerNormSuite } from "../src/vitest.ts";

/** Batches per implementation: the command tries many more, without the cost of coverage. */
const runs = 600;

for (const implementation of await builtinImplementations()) layerNormSuite(implementation, { runs, shrinkCalls: 300 });

for (const engine of (await allEngines()).filter(({ program, browser }) => !program && !browser)) {
  for (const { id } of engine.implementations) {
    const missing = missingOf(engine, id);
    if (missing === undefined) layerNormSuite(await engine.load(id), { runs: 300, shrinkCalls: 300 });
    else describe(id, () => it.skip(missing, () => {}));
  }
}
