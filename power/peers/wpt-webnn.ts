// The web platform tests of WebNN: the same 24 values in [−100, 100] as tensors of one to five dimensions, γ and β in [−10, 10], against a baseline in
// doubles, with an absolute tolerance. Values are drawn anew in those ranges. Assumed: the fp16 tests have the shapes of the fp32 ones.

import type { StorageFormatId } from "../../src/contract/implementation.ts";
import type { Peer, PeerVariant } from "./peer.ts";
import { within } from "./parts/comparisons.ts";
import { type Drawing, uniform } from "./parts/draws.ts";
import { inDoublesStored } from "./parts/references.ts";
import { comparing } from "./parts/variant.ts";

const x = uniform(-100, 100);
const parameter = uniform(-10, 10);
const eps = 1e-5;
const drawings: readonly Drawing[] = [
  // Of one dimension no axis is normalised: every value is its own mean.
  { rows: 24, cols: 1, eps, x },
  { rows: 4, cols: 6, eps, x },
  { rows: 2, cols: 12, eps, x },
  { rows: 2, cols: 12, eps, x, gamma: parameter },
  { rows: 2, cols: 12, eps, x, beta: parameter },
  { rows: 6, cols: 4, eps, x },
  { rows: 2, cols: 12, eps: 1e-4, x },
  { rows: 3, cols: 8, eps, x, gamma: parameter },
  { rows: 4, cols: 6, eps: 1e-4, x, gamma: parameter, beta: parameter },
];

function variant(format: StorageFormatId, max: number): PeerVariant {
  return comparing({ format, rule: `a baseline in doubles, stored in the type, within 1/${1 / max}`, drawings, reference: inDoublesStored(format), compare: within(max) });
}

export default {
  id: "wpt-webnn",
  project: "web-platform-tests",
  source: "web-platform-tests/wpt webnn/conformance_tests/layer_normalization.https.any.js, webnn/resources/test_data/layer_normalization.json, tolerance in webnn/resources/utils.js",
  description: "conformance of WebNN's layerNormalization, 24 values in [−100, 100]",
  variants: [variant("fp32", 1 / 1024), variant("fp16", 1 / 512)],
} satisfies Peer;
