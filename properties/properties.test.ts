// The properties × implementations: every built-in implementation, and ONNX Runtime's kernels where they are installed, one test for
// each property.

import { describe, it } from "vitest";
import { builtinImplementations } from "../src/campaign/catalogue.ts";
import { onnxruntimeEngines } from "../src/engines/onnxruntime.ts";
import { layerNormSuite } from "../src/vitest.ts";

/** Batches per implementation: the command tries many more, without the cost of coverage. */
const runs = 600;

for (const implementation of await builtinImplementations()) layerNormSuite(implementation, { runs, shrinkCalls: 300 });

const engines = await onnxruntimeEngines().catch((error: Error) => error.message);
if (typeof engines === "string") {
  describe("onnxruntime", () => {
    it.skip(engines, () => {});
  });
} else {
  for (const engine of engines) layerNormSuite(engine, { runs: 300, shrinkCalls: 300 });
}
